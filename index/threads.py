"""How the libraries of this stage use processor cores; to be imported before any of them.

OpenMP threads that wait by spinning make a question take ten times as long on a busy machine; the library reads this
setting when it is loaded, so it is made on import.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def cores() -> int:
    """How many threads to use: what OMP_NUM_THREADS says, or the cores this process may run on."""
    wanted = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    return int(wanted) if wanted.isdigit() and int(wanted) else len(os.sched_getaffinity(0))


@contextmanager
def one_thread() -> Iterator[None]:
    """A library that is loaded in this context runs on one thread, unless OMP_NUM_THREADS is set."""
    if "OMP_NUM_THREADS" in os.environ:
        yield
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        del os.environ["OMP_NUM_THREADS"]
