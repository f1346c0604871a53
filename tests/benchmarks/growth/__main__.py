"""Measure, and write the page.

python -m tests.benchmarks.growth [--sizes 1000,10000,100000] [--out docs/growth] [--work FOLDER] [--peers PYTHON]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from .measuring import RESULTS, Plan, measure
from .page import write_page
from .peers.running import compared

WORK = Path(tempfile.gettempdir()) / "communique-growth"


def main() -> None:
    """Read the arguments, measure what is missing, and write the page anew."""
    parser = argparse.ArgumentParser(description="What a corpus costs as it grows.")
    parser.add_argument("--sizes", default="1000,10000,100000", help="releases, comma-separated, ascending")
    parser.add_argument("--out", type=Path, default=Path("docs/growth"), help="results, plots; the page lies beside it")
    parser.add_argument("--work", type=Path, default=WORK, help="where corpora are built and results kept")
    parser.add_argument("--real", action="store_true", help="read sizes up to 10,000 from files; minutes per thousand")
    parser.add_argument("--each", type=int, default=4, help="passages of a repeated release in the index, at most")
    parser.add_argument("--peers", default=sys.executable, help="the Python of the environment that has the peers")
    parser.add_argument("--only", choices=["corpus", "peers"], help="measure just this")
    parser.add_argument("--page", action="store_true", help="measure nothing, make page and plots from the results")
    arguments = parser.parse_args()
    results = arguments.out / RESULTS
    told = json.loads(results.read_text(encoding="utf-8")) if results.is_file() else {}
    if not arguments.page:
        sizes = tuple(sorted({int(size) for size in arguments.sizes.split(",")}))
        if arguments.only != "peers":
            plan = Plan(sizes=sizes, real=arguments.real, each=arguments.each)
            told = {"peers": told.get("peers", []), **measure(plan, arguments.work)}
        if arguments.only != "corpus":
            told["peers"] = compared(arguments.work, arguments.peers)
    if not told.get("sizes"):
        raise SystemExit(f"{results} holds no measurements. Run without --page and --only")
    arguments.out.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_page(told, arguments.out)
    print(f"{arguments.out.with_suffix('.md')} is written")


if __name__ == "__main__":
    main()
