"""Records of the bundled samples, which are invented releases, and one with all that a record can state."""

from pathlib import Path

import pytest

import extract
import ingest
from corpus.documents import Evidence
from corpus.records import Agency, Person, Record

from ..support import agreement, meeting, quoted, record

_SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
_NAMES = ("sample-ko-01.hwpx", "sample-en-01.html", "sample-zh-01.html", "sample-ko-02.pdf", "sample-en-04.pdf")


@pytest.fixture(scope="session")
def samples() -> list[Record]:
    """Records of several formats and languages, with pages, tables and two releases of one event."""
    return [extract.run(ingest.read(_SAMPLES / name)) for name in _NAMES]


@pytest.fixture
def moved() -> list[Record]:
    """A meeting that is announced, put off, and cancelled; and another one whose month alone is known."""
    event = "kr-cn.invented-3"
    first = record("first", meeting("제3차 대화", event=event, status="planned", date="2025-05-10", place="서울"))
    second = record("second", meeting("3rd Dialogue", event=event, status="planned", date="2025-06-11", format="video"))
    third = record("third", meeting("第三次对话", event=event, status="cancelled", date="2025-06-11"))
    vague = record(
        "vague", meeting("전문가 회의", status="planned", date="2026-03"), agreement("공동조사", meeting="전문가 회의")
    )
    days = ("2025-04-01", "2025-05-01", "2025-06-01", "2025-06-02")
    return [
        each.model_copy(update={"ref_date": day}) for each, day in zip((first, second, third, vague), days, strict=True)
    ]


@pytest.fixture
def between_bodies() -> Record:
    """An item between two bodies, one of which is to do it, led by a person of the other."""
    given = agreement(
        "공동연구", meeting="talks", parties=("Body A", "Body B"), responsible=("Body A",), deadline="2026-06",
        amount={"text": "3억 원", "value": 3e8, "unit": "KRW"}, period="2025/2027",
    )  # fmt: skip
    talks = meeting("talks", date="2025-04-23", agencies=("Body A", "Body B"), heads=("홍길동",))
    bodies = tuple(
        Agency(name=name, surfaces=(name,), country=country, evidence=quoted(name), rule="test")
        for name, country in (("Body A", "KR"), ("Body B", "CN"), ("Union", "INT"))
    )
    head = Person(name="홍길동", role="국장", agency="Body A", side="KR", evidence=quoted("홍길동"), rule="test")
    return record("bodies", talks, given).model_copy(update={"agencies": bodies, "persons": (head,)})


@pytest.fixture
def hostile() -> Record:
    """Markup, control characters, line breaks and an empty title in every place that is shown."""
    text = 'a<script>alert(1)</script>&"\r\n;,:\\'
    given = agreement(text, parties=(text, "KR"), meeting=text, amount={"text": "1", "value": 0.1, "unit": text})
    made = record("한글 id/1", meeting(text, place=text, date="2025-01-02"), given)
    quoted = (Evidence(start=0, end=len(text), text=text, page=2, bbox=(0.1, 0.2, 0.3, 0.7)),)
    return made.model_copy(
        update={"title": text, "meetings": (made.meetings[0].model_copy(update={"evidence": quoted}),)}
    )
