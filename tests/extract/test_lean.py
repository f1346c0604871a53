"""What the extractor imports, in a Python of its own: here other tests have imported everything."""

import subprocess
import sys

_DATES = """
import sys
from extract.dates import find_dates
from extract.persons.finder import finder
assert finder("ko") is not None
print("spacy" in sys.modules, "pypinyin" in sys.modules)
"""
_RUN = """
import sys
import extract
print("spacy" in sys.modules)
assert callable(extract.run)
print("spacy" in sys.modules, "torch" in sys.modules)
from torch import nn
"""


def said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_dates_and_persons_are_found_without_spacy() -> None:
    assert said(_DATES) == "False False\n"


def test_spacy_comes_with_the_first_run_and_without_torch_which_can_be_imported_later() -> None:
    assert said(_RUN) == "False\nTrue False\n"
