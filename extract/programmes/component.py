"""The component that finds programmes and adds them to the record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from corpus.documents import Block
from corpus.languages import LANGS
from corpus.records import Programme
from corpus.registry.finder import squeezed
from corpus.registry.programmes import programmes
from corpus.registry.series import Series, series

from ..found import blocks_of, found_in, reading_of, release_of
from ..found import mention as span_of
from ..sentences import split
from .rules import ProgrammeGrammar, programme_grammar

UNREAD = ("header", "contact")
SERIES_RULE = "programme.series"
REGISTRY_RULE = "programme.registry"
ADOPTED_REACH = 20
"""Characters between the name of a plan and the verb that says that it was adopted or signed."""
_TITLED = ("《", "》")
"""Marks around the title of a document."""
_BESIDE = re.compile(r"《[^《》]{2,80}》[、,和与及以]{0,2}$")
OPENING_BLOCKS = ("title", "subtitle")
OPENING_REACH = 250
"""Characters of the first paragraph that say what a release is about."""
LEAST_PARAGRAPH = 60
"""Characters of a paragraph; less is a line of the heading."""
STANDING_KINDS = frozenset({"committee", "dialogue", "forum"})
"""Series that are standing bodies, where a release is about one of their rounds."""
MECHANISM_KINDS = frozenset({"ministers"})
"""Series that are mechanisms where more than two countries hold them, not where two ministers meet."""
_TWO = 2
_CONFERENCE = "conference"
"""Meetings of the parties of a treaty and the like, which are no programmes however regular."""
_BEGINNING = 2
_MOST = 0.75
"""Share of the letters of a name that its short form has at the least."""
SINCE_REACH = 60
"""Characters between the day on which a programme began and its name."""


@dataclass(frozen=True)
class Mention:
    """A name at `start:end`; `id` is its place in the registry, `key` tells programmes apart.

    `again`: it counts only as one more mention of a programme that the opening of the release names.
    """

    start: int
    end: int
    key: str
    name: str
    rule: str
    id: str | None = None
    since: str | None = None
    again: bool = False


@Language.factory("release_programmes", requires=["doc.spans"], assigns=["doc.spans"])
def make_programmes(nlp: Language, name: str) -> "Programmes":
    """The component for a pipeline."""
    return Programmes()


class Programmes:
    """Add the programmes of a release to its items, and their mentions to `doc.spans["programmes"]`.

    Reads `doc.spans["dates"]`. A series of meetings counts where the text speaks of it as a standing mechanism.
    """

    def __call__(self, doc: Doc) -> Doc:
        release = release_of(doc)
        gathered: dict[str, list[Mention]] = {}
        opening = _opening(blocks_of(doc))
        bodies = [(span.start_char, span.end_char) for span in doc.spans.get("agencies", []) if span.kb_id_]
        for block in blocks_of(doc):
            if block.lang in LANGS and block.kind not in UNREAD:
                for mention in self._in_block(doc, block, opening, bodies):
                    gathered.setdefault(mention.key, []).append(mention)
        gathered = _joined(gathered)
        for mentions in gathered.values():
            first = mentions[0]
            surfaces = dict.fromkeys(" ".join(release.text[m.start : m.end].split()) for m in mentions)
            found_in(doc).programmes.append(
                Programme(
                    name=first.name if first.id else next(iter(surfaces)),
                    surfaces=tuple(surfaces),
                    since=next((m.since for m in mentions if m.since), None),
                    evidence=tuple(release.quote(m.start, m.end) for m in mentions),
                    rule=first.rule,
                    ref=first.id,
                )
            )
        doc.spans["programmes"] = [
            span_of(doc, m.start, m.end, label="programme", value=m.id or m.key, rule=m.rule)
            for mentions in gathered.values()
            for m in mentions
        ]
        return doc

    def _in_block(
        self, doc: Doc, block: Block, opening: list[tuple[int, int]], bodies: list[tuple[int, int]]
    ) -> Iterator[Mention]:
        text = reading_of(doc)
        lang = next(lang for lang in LANGS if lang == block.lang)
        rules = programme_grammar(lang)
        inside = text[block.start : block.end]
        taken: list[tuple[int, int]] = []
        for match in programmes().find(inside, lang):
            start, end = block.start + match.start, block.start + match.end
            if " " in text[start:end] and rules.goes_on.match(text, end):
                continue
            end = _with_tail(text, end, block.end, rules)
            taken.append((start, end))
            if _is_document(text, start, end, block, rules):
                continue
            since = _since(doc, start, end, block, rules)
            yield Mention(start, end, match.id, programmes().entry(match.id).name, REGISTRY_RULE, match.id, since)
        for found in series().find(inside, lang):
            start, end = block.start + found.start, block.start + found.end
            if len(found.ids) != 1 or _overlaps(taken, start, end) or rules.goes_on.match(text, end):
                continue
            id_ = found.ids[0]
            one = series().entry(id_)
            opens = _is_standing(one) and _overlaps(opening, start, end)
            opens = opens and (rules.rules.rounds or one.kind not in MECHANISM_KINDS)
            if opens or (one.kind != _CONFERENCE and _stands(text, start, end, block, rules)):
                taken.append((start, end))
                since = _since(doc, start, end, block, rules)
                yield Mention(start, end, id_, one.name, SERIES_RULE, id_, since)
        for numbered in _numbered().finditer(text, block.start, block.end):
            start, end = numbered.span()
            if not _overlaps(taken, start, end):
                id_ = series().acronyms[numbered.group()]
                taken.append((start, end))
                yield Mention(start, end, id_, series().entry(id_).name, SERIES_RULE, id_)
        if not rules.keyword.search(inside):
            return
        for begin, stop in split(text, block.start, block.end, lang):
            yield from self._unlisted(doc, block, (begin, stop), taken, opening, bodies)

    def _unlisted(
        self,
        doc: Doc,
        block: Block,
        sentence: tuple[int, int],
        taken: list[tuple[int, int]],
        opening: list[tuple[int, int]],
        bodies: list[tuple[int, int]],
    ) -> Iterator[Mention]:
        text = reading_of(doc)
        rules = programme_grammar(next(lang for lang in LANGS if lang == block.lang))
        begin, stop = sentence
        if not rules.keyword.search(text, begin, stop):
            return
        for rule, pattern, item in rules.names:
            for start, end in _names(pattern, item, rules, text, begin, stop):
                if any(first <= end - 1 < last for first, last in bodies):
                    continue  # a fund, a council: what is an organisation is no programme
                again = rule.opening and not _overlaps(opening, start, end)
                low, high = max(begin, start - ADOPTED_REACH), min(stop, end + ADOPTED_REACH)
                adopted = not rule.opening and (
                    rules.adopted.search(text, low, start)
                    or rules.adopted.search(text, end, high)
                    or _is_document(text, start, end, block, rules)
                )
                inside = [one for one in taken if start <= one[0] and one[1] <= end and one != (start, end)]
                others = [one for one in taken if not (rule.titled and one in inside)]
                name = text[start:end]
                if adopted or _overlaps(others, start, end) or rules.generic.fullmatch(name):
                    continue
                if not again:
                    taken.append((start, end))
                since = _since(doc, start, end, block, rules)
                yield Mention(start, end, squeezed(name.partition("(")[0]), name, rule.id, None, since, again)


def _joined(gathered: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    """The mentions by programme: those of an unlisted name in full and in short are of one programme."""
    joined = {key: mentions for key, mentions in gathered.items() if not all(one.again for one in mentions)}
    counted = [(one.start, one.end) for mentions in joined.values() for one in mentions if not one.again]
    unlisted = [key for key, mentions in gathered.items() if mentions[0].id is None]
    for key in unlisted:
        same = next((one for one in unlisted if one in joined and one != key and _is_short_for(key, one)), None)
        if same is None:
            continue
        mentions = joined.pop(key, gathered[key])
        joined[same] += [one for one in mentions if not one.again or not _overlaps(counted, one.start, one.end)]
    return joined


def _is_short_for(one: str, other: str) -> bool:
    """Whether one of two names leaves out some of the letters that the other has, behind the same beginning."""
    short, long = sorted((one, other), key=len)
    if short[:_BEGINNING] != long[:_BEGINNING] or len(short) < _MOST * len(long):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _names(
    pattern: re.Pattern[str],
    item: re.Pattern[str] | None,
    rules: ProgrammeGrammar,
    text: str,
    begin: int,
    stop: int,
) -> Iterator[tuple[int, int]]:
    """The names that a pattern finds in `begin:stop`, or those of the members of the lists that it finds."""
    for match in pattern.finditer(text, begin, stop):
        start, end = match.span("name")
        if item is None:
            yield start, end
            continue
        ends = [(gap.start(), gap.end()) for gap in rules.between.finditer(text, start, end)]
        for first, last in zip([start, *(gap[1] for gap in ends)], [*(gap[0] for gap in ends), end], strict=True):
            if member := item.fullmatch(text, first, last):
                yield member.span("name")


@cache
def _numbered() -> re.Pattern[str]:
    """The acronyms of mechanisms with the number of a round glued to them (TEMM21)."""
    registry = series()
    acronyms = sorted(name for name, id_ in registry.acronyms.items() if _is_standing(registry.entry(id_)))
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(acronyms)})(?=\d{{1,2}}(?![\d+]))")


def _opening(blocks: list[Block]) -> list[tuple[int, int]]:
    """The titles and the beginning of the first paragraph."""
    spans = [(block.start, block.end) for block in blocks if block.kind in OPENING_BLOCKS]
    prose = [block for block in blocks if block.kind in ("paragraph", "bullet")]
    long = [block for block in prose if block.end - block.start >= LEAST_PARAGRAPH]
    first = next(iter([*long, *prose]), None)
    if first is not None:
        spans.append((first.start, min(first.end, first.start + OPENING_REACH)))
    return spans


def _is_standing(one: Series) -> bool:
    return one.kind in STANDING_KINDS or (one.kind in MECHANISM_KINDS and len(one.members.split()) > _TWO)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _with_tail(text: str, end: int, limit: int, rules: ProgrammeGrammar) -> int:
    """The end of the name with the acronym or the years in brackets after it."""
    tail = rules.tail.match(text, end, limit)
    return tail.end() if tail else end


def _stands(text: str, start: int, end: int, block: Block, rules: ProgrammeGrammar) -> bool:
    """Whether the words around the name of a series make it a standing mechanism."""
    low = max(block.start, start - SINCE_REACH)
    if rules.standing.match(text, end, block.end) or rules.standing_before.search(text, low, start):
        return True
    return rules.standing_near.search(text, low, min(block.end, end + SINCE_REACH)) is not None


def _is_document(text: str, start: int, end: int, block: Block, rules: ProgrammeGrammar) -> bool:
    """Whether a name stands in title marks as that of a document which is said to be adopted or signed."""
    if text[max(start - 1, 0)] != _TITLED[0] or text[end : end + 1] != _TITLED[1]:
        return False
    first = start - 1
    while joined := _BESIDE.search(text, block.start, first):
        first = joined.start()
    low, high = max(block.start, first - ADOPTED_REACH), min(block.end, end + ADOPTED_REACH)
    return bool(rules.adopted.search(text, low, first) or rules.adopted.search(text, end, high))


def _since(doc: Doc, start: int, end: int, block: Block, rules: ProgrammeGrammar) -> str | None:
    """The day near the name on which the programme began, where a verb says so."""
    text = reading_of(doc)
    low, high = max(block.start, start - SINCE_REACH), min(block.end, end + SINCE_REACH)
    for span in doc.spans.get("dates", []):
        if low <= span.start_char and span.end_char <= high:
            between = text[min(span.end_char, end) : max(span.start_char, start)]
            if rules.since.search(text, span.start_char, min(high, span.end_char + 16)) or rules.since.search(between):
                began: str = span.kb_id_.partition("/")[0]
                return began
    return None
