"""What a corpus costs as it grows: each stage at several sizes, beside other programs for parts of the same work.

    python -m tests.benchmarks.growth [--sizes 1000,10000,100000] [--out docs/growth] [--work FOLDER] [--peers PYTHON]
        [--only corpus|peers] [--real] [--page]

The smallest size is read from files by the pipeline itself. A larger one is filled up with these releases under new
ids, with other words, events and days, through the store and the index as the pipeline does, but without reading and
embedding anew. At every size 200 more releases are then read from files and taken in, and 60 questions asked, and these
are what is compared. What was measured is kept in the work folder, so that a run that was stopped goes on.
"""
