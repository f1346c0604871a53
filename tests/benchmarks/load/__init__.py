"""The server under load: many clients that check what they are told, while a run brings in releases.

    python -m tests.benchmarks.load [--seconds 60] [--clients 16] [--releases 200] [--pause 0] [--model fake]

Makes mixed releases, a corpus of the first of them, and starts `communique serve` on it; then clients ask for searches,
records, views, lists, comparisons, exports and pages, in three languages, and one process after the other runs
`communique run` on releases that are new or have changed. Prints the errors, every answer that was not true, times by
kind of request, and the memory and computing of the server. `--seconds 1800` is the long form. Traffic stays on the
loopback address.
"""
