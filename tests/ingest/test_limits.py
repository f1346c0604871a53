"""Limits are settings: a TOML file changes some, the others keep their defaults."""

from pathlib import Path

import pytest

from corpus.errors import BadResource, UnreadableFile
from ingest.limits import LIMITS, MIB, FetchLimits, Limits, load_limits
from ingest.worker import Reader


def test_a_file_changes_what_it_states(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("text_bytes = 1_000\nwall_seconds = 7.5\n", encoding="utf-8")
    assert load_limits(path) == LIMITS.model_copy(update={"text_bytes": 1000, "wall_seconds": 7.5})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("text_byts = 5", r"limits.toml, text_byts: no such limit"),
        ("text_bytes = 'five'", r"limits.toml, text_bytes: Input should be a valid integer"),
        ("text_bytes = 0", r"limits.toml, a value: text_bytes must be above 0"),
        ("text_bytes 5", r"limits.toml is no TOML"),
    ],
)
def test_what_is_no_limit_is_named(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadResource, match=says):
        load_limits(path)


def test_a_file_of_limits_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadResource, match=r"none.toml cannot be opened"):
        load_limits(tmp_path / "none.toml")


def test_limits_reach_the_loaders(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("환경부는 회의를 열었다.\n" * 100, encoding="utf-8")
    with Reader(limits=Limits(text_bytes=1000)) as reader:
        with pytest.raises(UnreadableFile, match=r"the limit is 1,000"):
            reader.read(path)
        assert reader.members(path).members
    with Reader(limits=Limits(text_bytes=MIB)) as reader:
        assert reader.read(path).lang == "ko"


@pytest.mark.parametrize(("page", "limits"), [("safety", LIMITS), ("fetching", LIMITS.fetch)])
def test_the_defaults_are_those_that_the_documentation_states(page: str, limits: Limits | FetchLimits) -> None:
    text = (Path(__file__).parents[2] / "docs" / f"{page}.md").read_text(encoding="utf-8")
    _, _, table = text.partition("| limit | default |")
    rows = dict(row.split(" | ")[:2] for row in table.partition("\n\n")[0].splitlines() if row.startswith("| `"))
    stated = {name.strip("| `"): float(value.replace(",", "")) for name, value in rows.items()}
    assert stated == {name: float(value) for name, value in limits.model_dump().items() if name != "fetch"}
