"""What a question costs: asked one after the other of a corpus that a new process opens."""

import json
import time
from itertools import chain
from pathlib import Path
from typing import Any

from queries.search import Searcher

from .costs import memory, percentiles

_QUESTIONS = Path(__file__).parents[2] / "data" / "retrieval" / "queries.jsonl"
_LANGS = ("ko", "en", "zh")
_WARM = 4
"""Questions of each language that are asked before those that are timed."""


def questions(each: int) -> list[str]:
    """So many questions of each language, the languages in turn."""
    cases = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    by_lang = [[case["text"] for case in cases if case["id"].startswith(lang)][:each] for lang in _LANGS]
    return list(chain.from_iterable(zip(*by_lang, strict=True)))


def ask(corpus: Path, *, each: int) -> dict[str, Any]:
    """Ask `each` questions of a language, the first one of all apart: it opens the corpus and loads the model."""
    asked = questions(each + _WARM)
    before, timed = asked[: _WARM * len(_LANGS)], asked[_WARM * len(_LANGS) :]
    start = time.perf_counter()
    walls, processors, answers = [], [], 0
    with Searcher(corpus) as searcher:
        searcher.search(before[0])
        cold = time.perf_counter() - start
        for question in before[1:]:
            searcher.search(question)
        for question in timed:
            wall, processor = time.perf_counter(), time.process_time()
            answers += len(searcher.search(question))
            walls.append(time.perf_counter() - wall)
            processors.append(time.process_time() - processor)
    used = memory()
    return {
        "questions": len(timed), "answers": answers, "cold": 1000 * cold, "clock": percentiles(walls),
        "processor": percentiles(processors), "memory": used["peak"], "own": used["own"],
    }  # fmt: skip
