"""Write mixed releases into a folder."""

import argparse
from pathlib import Path

from .releases import write


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description="Mixed releases, made of the invented ones of the tests.")
    parser.add_argument("count", type=int, help="how many files")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    write(arguments.count, arguments.folder)


if __name__ == "__main__":
    main()
