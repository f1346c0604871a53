"""Search: a question to the passages that answer it, each with its release and the facts it belongs to."""

from pathlib import Path

from corpus.documents import Document
from corpus.model import Model
from corpus.records import Agreement, Meeting, Record
from corpus.store import FactFilter, Store
from index import Allowed, Hit, Index, matches

INDEX_FOLDER = "index"
_PASSAGES_A_RELEASE = 8
"""How many passages are asked for where one release is wanted; more are asked for until there are enough releases."""


class Answer(Model):
    """A passage that answers, with what a reader needs to judge it.

    `start` and `end` are offsets in the stored text; `marks` are spans of `text` to highlight: the words of the
    question, and where there are none (another language) the words that state the facts of the passage. `withdrawn` is
    when the source took the release back (`corpus.documents.Source`).
    """

    document: str
    title: str | None
    date: str | None
    issuer: str | None
    lang: str
    path: str
    page: int | None
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    meetings: tuple[str, ...]
    agreements: tuple[str, ...]
    score: float
    parts: dict[str, float]
    withdrawn: str | None = None


def search(
    question: str,
    folder: Path,
    *,
    k: int = 10,
    wanted: FactFilter = FactFilter(),  # noqa: B008  frozen
    model: str | None = None,
    every_passage: bool = False,
) -> list[Answer]:
    """The best passage of each of the best `k` releases of the corpus in `folder`, best first.

    With `every_passage` the best `k` passages, however many are of one release.

    Raises:
        StoreError: there is no corpus.
        IndexMismatch: the index is damaged, or was built with another model than `model`.
    """
    with Store(folder) as store:
        index = Index.open(folder / INDEX_FOLDER, model=model)
        allowed = None if wanted == FactFilter() else store.matching(wanted)
        if every_passage:
            hits = index.search(question, k=k, allowed=allowed)
        else:
            hits = _one_a_release(index, question, k, allowed)
        read: dict[str, tuple[Document, Record]] = {}
        answers = []
        for hit in hits:
            name = hit.passage.document
            if name not in read:
                read[name] = store.document(name), store.record(name)
            answers.append(_answer(question, hit, *read[name]))
        return answers


def _one_a_release(index: Index, question: str, k: int, allowed: Allowed | None) -> list[Hit]:
    """The best hit of each of the best `k` releases."""
    asked = k
    while True:
        asked *= _PASSAGES_A_RELEASE
        hits = index.search(question, k=asked, allowed=allowed)
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.passage.document, hit)
        if len(best) >= k or len(hits) < asked:
            return list(best.values())[:k]


def _answer(question: str, hit: Hit, document: Document, record: Record) -> Answer:
    passage = hit.passage
    text = document.text[passage.start : passage.end]
    meetings = [meeting for meeting in record.meetings if _overlaps(meeting, passage.start, passage.end)]
    agreements = [item for item in record.agreements if _overlaps(item, passage.start, passage.end)]
    marks = matches(question, text) or _facts(agreements or meetings, passage.start, passage.end)
    return Answer(
        document=document.id,
        title=record.title,
        date=record.ref_date,
        issuer=record.issuer,
        lang=passage.lang,
        path=document.source.path,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=text,
        marks=tuple(marks),
        meetings=tuple(dict.fromkeys(meeting.name for meeting in meetings)) or _core(record),
        agreements=tuple(dict.fromkeys(item.title for item in agreements)),
        score=hit.score,
        parts=hit.parts,
        withdrawn=record.source.withdrawn,
    )


def _overlaps(item: Meeting | Agreement, start: int, end: int) -> bool:
    return any(evidence.start < end and start < evidence.end for evidence in item.evidence)


def _core(record: Record) -> tuple[str, ...]:
    """The meetings that the release is about: a passage that names none belongs to these."""
    return tuple(meeting.name for meeting in record.meetings if meeting.core)


def _facts(items: list[Agreement] | list[Meeting], start: int, end: int) -> list[tuple[int, int]]:
    spans = [(evidence.start, evidence.end) for item in items for evidence in item.evidence[:1]]
    return sorted(
        {(max(first, start) - start, min(last, end) - start) for first, last in spans if first < end and start < last}
    )
