"""What the tools answer, asked without a process of their own."""

from pathlib import Path

from queries.corrections import correct
from queries.following import Commitments
from queries.mcp.tools import Tools
from queries.search import Searcher
from tests.queries.served import sample_corpus


def test_a_model_is_told_which_values_analysts_set(tmp_path: Path) -> None:
    folder = sample_corpus(tmp_path / "corpus")
    correct(folder, "sample-ko-01", "agreements", 1, action="correct", author="Kim", changes={"deadline": "2026-12"})
    with Searcher(folder) as corpus:
        tools = Tools(corpus, Commitments(folder))
        found = tools.search("한중 해양협력대화에서 합의한 사업")
        compared = tools.compare(["sample-ko-01", "sample-zh-01"])
        followed = tools.follow_up(on="2026-06-30", countries=["CN", "KR"])
        others = tools.follow_up(on="2026-06-30", countries=["JP"])
    values = [value for fact in found.facts for value in fact.cells.values()]
    assert [(each.value, each.corrected.was) for each in values if each.corrected] == [("2026-12", None)]
    for answer in (compared, followed):
        assert [(one.record, one.name, one.was, one.now, one.author) for one in answer.corrected] == [
            ("sample-ko-01", "deadline", None, "2026-12", "Kim")
        ]
    assert others.corrected == ()
