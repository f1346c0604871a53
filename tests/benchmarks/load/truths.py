"""Whether answers are true: words are those of the text, and what was seen of a release is wholly old or wholly new."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

_WITHOUT = frozenset({"event"})
"""Of a record, what follows from other releases too."""


class Truths:
    """What has been seen of a corpus, and what did not fit; `texts` gives the texts that a release was seen to have."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.wrong: list[str] = []
        self.checked = 0
        self._records: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._documents = 0

    def see_text(self, identifier: str, text: str) -> None:
        """A text of a release, whole."""
        if text not in self.texts[identifier]:
            self.texts[identifier].append(text)

    def fit(self, identifier: str, quotations: list[tuple[int, int, str]]) -> bool:
        """Whether all words stand in one text that the release was seen to have."""
        return any(all(text[start:end] == words for start, end, words in quotations) for text in self.texts[identifier])

    def unfit(self, what: str, answer: Any) -> dict[str, list[tuple[int, int, str]]]:
        """The quotations in an answer, by release, that fit no text seen as yet."""
        found = quotations(answer)
        self.checked += sum(map(len, found.values()))
        return {identifier: each for identifier, each in found.items() if not self.fit(identifier, each)}

    def blame(self, problem: str) -> None:
        """Note something that was not true."""
        self.wrong.append(problem)

    def see_record(self, record: Mapping[str, Any], text: str) -> None:
        """A record with the text that it fits; of one text there is one record."""
        form = json.dumps(_own(record), ensure_ascii=False, sort_keys=True)
        known = self._records[record["id"]].setdefault(text, form)
        if known != form:
            self.blame(f"{record['id']} has two records of one text")

    def see_status(self, status: Mapping[str, Any]) -> None:
        """Numbers that must agree, and of a corpus that only grows never fall."""
        total = status["documents"]
        for name in ("langs", "media_types"):
            if sum(status[name].values()) != total:
                self.blame(f"status: {name} make {sum(status[name].values())}, documents are {total}")
        if total < self._documents:
            self.blame(f"status: {total} documents after {self._documents}")
        self._documents = total


def quotations(answer: Any) -> dict[str, list[tuple[int, int, str]]]:
    """All words that an answer quotes, with their places, by release.

    >>> quotations({"record": "a", "evidence": {"start": 1, "end": 3, "text": "bc"}})
    {'a': [(1, 3, 'bc')]}
    >>> quotations({"record": "a", "evidence": [{"record": "b", "start": 1, "end": 3, "text": "bc"}]})
    {'b': [(1, 3, 'bc')]}
    """
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for identifier, start, end, words in _quoted(answer, None):
        found[identifier].append((start, end, words))
    return dict(found)


def _quoted(value: Any, of: str | None) -> Iterator[tuple[str, int, int, str]]:
    match value:
        case {"start": int(start), "end": int(end), "text": str(text), **rest}:
            identifier = rest.get("document") or rest.get("record") or of
            if isinstance(identifier, str):
                yield identifier, start, end, text
        case dict():
            own = value.get("record") if isinstance(value.get("record"), str) else of
            if "schema" in value and isinstance(value.get("id"), str):
                own = value["id"]
            for each in value.values():
                yield from _quoted(each, own)
        case list():
            for each in value:
                yield from _quoted(each, of)


def _own(value: Any) -> Any:
    match value:
        case dict():
            return {name: _own(each) for name, each in value.items() if name not in _WITHOUT}
        case list():
            return [_own(each) for each in value]
    return value
