"""How the libraries of this stage use processor cores; to be imported before any of them.

OpenMP threads that wait by spinning make a question take ten times as long on a busy machine; the library reads this
setting when it is loaded, so it is made on import.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def cores() -> int:
    """How many threads to use: what OMP_NUM_THREADS says, or the cores this process may run on."""
    wanted = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    return int(wanted) if wanted.isdigit() and int(wanted) else len(os.sched_getaffinity(0))
