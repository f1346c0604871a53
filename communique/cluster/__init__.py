"""A corpus made by many machines: sources are read by the workers of a Dask cluster, and taken in by one process.

`sources` lists the files, wherever they lie, and cuts the list into batches; `shards` is the file that a batch becomes,
`results` where these are kept; `task` is what a worker does; `workers` hands the batches out; `run` takes what comes
back into the store, in the order of the inputs, as one process would have done.
"""
