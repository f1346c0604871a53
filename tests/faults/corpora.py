"""Small corpora made by hand, of invented releases, and what a reader sees of one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from communique.indexing import INDEX_FOLDER, update_index
from corpus.documents import Block, Document, Head, Source
from corpus.records import Agency, Agreement, Meeting, Record
from corpus.store import Content, Copy, Release, Sighting, Store, Version
from extract.linking.joining import join_events
from index import Index
from queries.corrections import correct

QUESTION = "어업자원 공동조사"
SENTENCES = {
    "one": "외교부와 중국 외교부는 제9차 대화에서 어업자원 공동조사를 실시하기로 하였다.",
    "two": "The two sides agreed at the 9th dialogue to a joint survey of fishery resources.",
    "three": "双方在第九轮对话中商定开展渔业资源联合调查。",
    "four": "양측은 제10차 대화를 2026년에 열기로 하였다.",
}
LANGS = {"one": "ko", "two": "en", "three": "zh", "four": "ko"}


def document(name: str, *, words: str | None = None, path: str | None = None) -> Document:
    """A release of one sentence, and of as many more as make it longer than a page of SQLite."""
    sentence = words or SENTENCES[name]
    text = sentence + "\n" + "\n".join(f"{number}. {sentence}" for number in range(60)) + "\n"
    return Document(
        id=name,
        source=Source(
            path=path or f"in/{name}.txt", media_type="text/plain", sha256=f"{len(text):064x}", size=len(text)
        ),
        text=text,
        lang=LANGS[name],  # type: ignore[arg-type]
        langs=(LANGS[name],),  # type: ignore[arg-type]
        blocks=(Block(kind="paragraph", start=0, end=len(text) - 1, lang=LANGS[name]),),  # type: ignore[arg-type]
        head=Head(ref_date="2025-04-24"),
    )


def record(read: Document) -> Record:
    """What is said in it: a meeting, a body, an agreement."""
    end = read.text.index("\n")
    return Record(
        id=read.id, source=read.source, lang=read.lang, langs=read.langs, title=read.text[:12], ref_date="2025-04-24",
        meetings=(
            Meeting(
                evidence=(read.quote(0, 8),), rule="r", name=f"dialogue {read.id}", status="held", date="2025-04-23",
                event="2025-04-23.cn-kr.9", core=True, level="director-general",
                agencies=("Ministry of Foreign Affairs",),
            ),
        ),
        agencies=(
            Agency(evidence=(read.quote(0, 3),), rule="r", ref="kr.mofa", name="Ministry of Foreign Affairs",
                   surfaces=("외교부",), country="KR"),
        ),
        agreements=(
            Agreement(
                evidence=(read.quote(0, end),), rule="r", title=f"survey {read.id}", key="survey", kind="exchange",
                status="agreed", meeting=f"dialogue {read.id}", parties=("CN", "KR"),
            ),
        ),
    )  # fmt: skip


def extracted(read: Document) -> Record:
    """Stands for the extractor where a record is derived anew."""
    return record(read)


def revised(name: str, words: str) -> Release:
    """A release with an earlier version, what says otherwise now, and a copy of that in another file."""
    earlier, now = document(name), document(name, words=words)
    copy = document(name, words=words, path=f"in/{name}.html")
    seen = ("2025-04-24T00:00:00+00:00", "2025-04-25T00:00:00+00:00")
    sightings = tuple(
        Sighting(path=read.source.path, sha256=read.source.sha256, seen_at=at, form=form)
        for read, at, form in ((earlier, seen[0], "a"), (now, seen[1], "b"), (copy, seen[1], "b"))
    )
    return Release(
        id=name,
        contents={
            form: Content(read, record(read), form, at, "1", b"near")
            for form, read, at in (("a", earlier, seen[0]), ("b", now, seen[1]))
        },
        current="b",
        copies=(Copy(copy, "b", "1"),),
        sightings=sightings,
        versions=tuple(
            Version(number=number, **sighting.model_dump()) for number, sighting in enumerate(sightings[:2], 1)
        ),
    )


def made(folder: Path) -> Path:
    """A corpus with three releases, one of them with two versions and a copy, and two corrections."""
    with Store(folder, create=True) as store:
        for name in ("one", "two"):
            store.put(document(name), record(document(name)), code_version="1", signature=b"near")
        store.put_release(revised("three", "双方商定第十轮对话明年举行。"))
        store.put_failure("in/broken.pdf", "in/broken.pdf is encrypted", "Save it without a password")
        join_events(store)
    correct(folder, "one", "agreements", 0, action="correct", author="analyst", changes={"title": "공동조사"})
    correct(folder, "two", "record", None, action="confirm", author="analyst", note="checked")
    index(folder)
    return folder


def index(folder: Path) -> None:
    """Bring the index up to date."""
    with Store(folder) as store, Index.open(folder / INDEX_FOLDER, model="fake", create=True) as target:
        update_index(store, target)


def _put(folder: Path) -> None:
    with Store(folder) as store:
        store.put(document("four"), record(document("four")), code_version="1")


def _revise(folder: Path) -> None:
    with Store(folder) as store:
        store.put_release(revised("two", "The two sides put the survey off until next year."))


def _join(folder: Path) -> None:
    with Store(folder) as store:
        join_events(store)


def _correct(folder: Path) -> None:
    correct(folder, "three", "agreements", 0, action="correct", author="analyst", changes={"title": "联合调查"})


def _remove(folder: Path) -> None:
    with Store(folder) as store:
        store.remove("one")


STEPS: tuple[Callable[[Path], None], ...] = (_put, _revise, _join, _correct, _remove, index)
"""What changes such a corpus; each is stored whole or not at all, and can be done again."""


def shown(folder: Path) -> dict[str, Any]:
    """What is stored of each release, as a reader and an analyst see it; nothing of when it was stored."""
    with Store(folder) as store:
        releases = {}
        for stored in store.documents():
            release = store.release(stored.id)
            releases[stored.id] = {
                "record": store.record(stored.id, joined=False).as_json(),
                "texts": {form: content.document.text for form, content in release.contents.items()},
                "copies": [copy.document.source.path for copy in release.copies],
                "versions": [version.model_dump() for version in release.versions],
            }
        corrections = [
            (name, each.field, each.action, [change.now for change in each.changes])
            for name, each in store.corrections()
        ]
        failures = [failure.path for failure in store.failures()]
    told = {"releases": releases, "corrections": corrections, "failures": failures}
    return json.loads(json.dumps(_undated(told)))  # type: ignore[no-any-return]


def found(folder: Path) -> list[tuple[str, int, float]]:
    """The hits of a question."""
    with Index.open(folder / INDEX_FOLDER) as target:
        return [(hit.passage.document, hit.passage.start, round(hit.score, 6)) for hit in target.search(QUESTION, k=20)]


def _undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _undated(each) for name, each in value.items() if name not in ("made_at", "position")}
    return [_undated(each) for each in value] if isinstance(value, list | tuple) else value
