"""Compare with one peer, in the environment it is installed in; prints rows as one line of JSON, last.

python -m tests.benchmarks.growth.peers NAME CORPUS
"""

import json
import sys
from pathlib import Path

from . import compare

if __name__ == "__main__":
    print(json.dumps(compare(sys.argv[1], Path(sys.argv[2]))))
