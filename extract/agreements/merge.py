"""Items that are the same become one agreement, with the evidence of each place that states it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from corpus.documents import Evidence
from corpus.records import Agreement

from ..found import lang_of, release_of
from .bodies import codes
from .country_words import country_words
from .items import Item
from .rules import Grammar, grammar

ALIKE = 0.5
"""Likeness of a headline and a sentence that state the same thing."""

SAME = 0.8
"""Likeness of two titles of one document."""

DETERMINER = 10
"""Characters before a noun in which words stand that refer it to one named before."""

LEAST_END = 3
"""Letters at the end of two forms that tell of one noun."""

LONG_END = 6
"""Letters at the end of two forms that tell of one document."""

LEAST_SHARED = 4
"""Letters of the shorter of two titles of which one contains the other."""

RELATION = "relation"
"""The nouns of what is entered into like a treaty (a twinning), which stand for no other document."""

_DIGITS = re.compile(r"\d+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass
class _Group:
    """Items of one thing, the first first."""

    items: list[Item]
    titles: list[str]
    shorts: list[str] = field(default_factory=list)
    forms: dict[str, list[str]] = field(default_factory=dict)

    def add(self, item: Item, title: str, form: str) -> None:
        """Add an item that is the same."""
        self.items.append(item)
        self.titles.append(title)
        self.shorts += item.phrase.short
        for name in (form, *map(_form, item.phrase.short)):
            self.forms[name] = _DIGITS.findall(name)

    def same(self, item: Item, form: str, digits: list[str]) -> bool:
        """Whether an item of which the title has this form is the same thing."""
        if item.partners and any(set(other.partners) not in (set(), set(item.partners)) for other in self.items):
            return False
        if _is_dated_document(item) and any(_of_other_years(item, other) for other in self.items):
            return False
        if form in self.forms:
            return not self._of_another_year(form, item)
        if _in_list(item) and any(_in_list(other) or other.line.sentence.headline for other in self.items):
            return False
        own, others = set(item.parties), set(self.items[0].parties)
        if own and others and not own & others:
            return False
        if len(own) == len(others) and own != others and codes(item.parties) and codes(self.items[0].parties):
            return False
        for known, known_digits in self.forms.items():
            if digits != known_digits and digits and known_digits:
                continue
            shorter, longer = sorted((form, known), key=len)
            held = len(shorter) >= LEAST_SHARED and shorter in longer and not self._of_another(shorter, form, item)
            if held and item.kind == self.items[0].kind:
                return True
            if item.source.act.verb.documents and item.kind == self.items[0].kind and _alike(form, known) >= SAME:
                return True
            if self._headline(item) and item.kind == self.items[0].kind and _left_out(shorter, longer):
                return True
            rules = grammar(item.line.sentence.lang)
            if self._unnamed(item) and item.kind == self.items[0].kind and _end_alike(shorter, longer, rules):
                return True
            if self._headline(item) and item.kind == self.items[0].kind and _alike(form, known) >= ALIKE:
                return True
        return False

    def _of_another_year(self, form: str, item: Item) -> bool:
        """Whether a mere noun of documents stands for one of another year."""
        if not grammar(item.line.sentence.lang).plain_document.fullmatch(form) or not item.date:
            return False
        years = {other.date[:4] for other in self.items if other.date}
        return bool(years) and item.date[:4] not in years

    def _of_another(self, shorter: str, form: str, item: Item) -> bool:
        """Whether what both forms share is a mere noun of documents that already stands for another document."""
        if not grammar(item.line.sentence.lang).plain_document.fullmatch(shorter):
            return False
        return any(own != shorter and own not in form and form not in own for own in self.forms)

    def _unnamed(self, item: Item) -> bool:
        """Whether one of the two is a document signed or adopted that is called by its name, the other by its noun."""
        first, rules = self.items[0], grammar(item.line.sentence.lang)
        if {item.phrase.named, *(other.phrase.named for other in self.items)} != {False, True}:
            return False
        if item.phrase.named and any(other.phrase.named for other in self.items):
            return False
        plain = first if item.phrase.named else item
        if rules.plain_document.fullmatch(plain.line.text, plain.phrase.start, plain.phrase.end):
            return False
        signed = item.status in ("signed", "adopted") and item.status == first.status
        return signed and item.source.act.verb.documents

    def _headline(self, item: Item) -> bool:
        """Whether one of the two stands in a headline, which shortens what the text says in full."""
        return item.line.sentence.headline or self.items[0].line.sentence.headline


def _is_dated_document(item: Item) -> bool:
    """Whether it is a document with a date, in a language whose verbs come last."""
    head = item.phrase.head
    if head is None or not head.document or item.date is None:
        return False
    return grammar(item.line.sentence.lang).rules.order == "object-verb"


def _of_other_years(one: Item, other: Item) -> bool:
    """Whether a document was signed in a year before that of another one; what renews it is told beside it."""
    if not (_is_dated_document(one) and _is_dated_document(other)) or one.line.sentence == other.line.sentence:
        return False
    first, last = sorted((one, other), key=lambda item: item.date or "")
    years = [{date[:4] for date in (item.date or "").split("/")} for item in (first, last)]
    signed_first = first.status == "signed" and first.source.act.mood != "relative"
    return signed_first and not years[0] & years[1]


def _in_list(item: Item) -> bool:
    """Whether an item is an entry of a list of documents, which names nothing twice."""
    listing = item.source.inherited
    return listing is not None and listing.status is not None


def _left_out(short: str, long: str) -> bool:
    """Whether a form in Han characters, each of them a word, leaves out some of the other, which ends alike."""
    letters = iter(long)
    return (
        _HAN.fullmatch(short) is not None
        and long.endswith(short[-LEAST_END:])
        and all(letter in letters for letter in short)
    )


def _end_alike(short: str, long: str, rules: Grammar) -> bool:
    """Whether two forms in Han characters end in the same noun with what goes before it."""
    if not _HAN.fullmatch(short):
        return False
    plain = next((n for n in range(len(short), 1, -1) if rules.plain_document.fullmatch(short[-n:])), 0)
    least = max(LONG_END, plain + LEAST_SHARED)
    return len(short) > least and long.endswith(short[-least:])


def _alike(left: str, right: str) -> float:
    """Dice coefficient of the character bigrams of two forms."""
    pairs = [Counter(pairwise(form)) for form in (left, right)]
    total = sum(pairs[0].values()) + sum(pairs[1].values())
    return 2 * sum((pairs[0] & pairs[1]).values()) / total if total else 0.0


def _form(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def merged(doc: Doc, found: list[Item]) -> list[Agreement]:
    """The agreements of `found`, in reading order; of several titles the longest stays, headlines last."""
    release = release_of(doc)
    groups: list[_Group] = []
    for item in found:
        title = item.line.surface(release.text, item.phrase.start, item.phrase.end)
        words = country_words(item.line.sentence.lang)
        form = _form(words.in_order(_named_by(item)))
        digits = _DIGITS.findall(form)
        group = next((group for group in groups if group.same(item, form, digits)), None)
        named = _antecedent(groups, item, title) if group is None else None
        if named is not None:
            named.items.append(item)
            named.titles.append(named.titles[0])
            continue
        if group is None:
            group = _Group([], [])
            groups.append(group)
        group.add(item, title, form)
    kept = _named_once(_told_once(_without_plain(_without_translations(groups, lang_of(release)))))
    called = [(group, _key(group)) for group in kept]
    keys = {_place(item): key for group, key in called for item in group.items}
    return [_agreement(doc, group, keys) for group in kept]


def _named_by(item: Item) -> str:
    """The words of a title; of a mere noun without what abbreviates it in brackets, which says no more."""
    written, rules = item.line.text[item.phrase.start : item.phrase.end], grammar(item.line.sentence.lang)
    noun = rules.note.sub("", written) if written.endswith(")") else written
    return noun if rules.head_anywhere.fullmatch(noun) else written


def _antecedent(groups: list[_Group], item: Item, title: str) -> _Group | None:
    """The document named before for which a bare noun stands (the MOU), the last one of its kind."""
    head, rules = item.phrase.head, grammar(item.line.sentence.lang)
    if head is None or not head.document or not rules.head_anywhere.fullmatch(title):
        return None
    if not rules.definite.search(item.line.text, max(0, item.phrase.start - DETERMINER), item.phrase.start):
        return None
    told = item.line.sentence.lang
    named = [g for g in groups if _stands_for(title, g) and g.items[0].kind == item.kind and _tells(g, told)]
    return max(named, key=lambda g: (not g.items[0].line.sentence.headline, groups.index(g)), default=None)


def _stands_for(title: str, group: _Group) -> bool:
    """Whether a noun in syllables is that of a document named before: its first two stand in the name."""
    return title[0].isascii() or any(title[:2] in other for other in group.titles)


def _tells(group: _Group, lang: str) -> bool:
    """Whether a group of items is one document of which the text tells in a language."""
    first = group.items[0]
    return first.line.sentence.lang == lang and first.phrase.head is not None and first.phrase.head.document


def _place(item: Item) -> tuple[int, int]:
    """Where the phrase of an item stands in the release."""
    return item.line.span(item.phrase.start, item.phrase.end)


def _key(group: _Group) -> str:
    """The shortest surface that identifies the item, of few letters only where there is no other."""
    names = [name for name in dict.fromkeys([*group.titles, *group.shorts]) if len(_form(name)) >= LEAST_SHARED]
    return min(names, key=len, default=max(group.titles, key=len))


def _without_translations(groups: list[_Group], lang: str) -> list[_Group]:
    """Leave out what a summary in another language repeats: an item of a kind for each of that kind in the text."""
    main = [group for group in groups if group.items[0].line.sentence.lang == lang]
    if not main:
        return groups
    free = Counter(group.items[0].kind for group in main)
    kept = []
    for group in groups:
        kind = group.items[0].kind
        if group.items[0].line.sentence.lang != lang and free[kind]:
            free[kind] -= 1
        else:
            kept.append(group)
    return kept


def _without_plain(groups: list[_Group]) -> list[_Group]:
    """Leave out a document that only a headline has, without a subject, where the text names the documents signed."""
    named = [g for g in groups if _is_document(g) and not all(i.line.sentence.headline for i in g.items)]
    listed = len(named) > 1
    return [g for g in groups if not (named and _is_document(g) and (_is_plain(g) or (listed and _sums_up(g))))]


def _told_once(groups: list[_Group]) -> list[_Group]:
    """Give the only document that just headlines tell of to the first one of its kind and parties in the text."""
    heads = {i.line.text for g in groups for i in g.items if i.line.sentence.headline}
    headed = [g for g in groups if _is_document(g) and all(i.line.text in heads for i in g.items)]
    if len(headed) != 1:
        return groups
    told = next((g for g in groups if g is not headed[0] and _is_document(g) and _may_be(headed[0], g)), None)
    if told is None:
        return groups
    told.items += headed[0].items
    told.titles += headed[0].titles
    return [group for group in groups if group is not headed[0]]


def _named_once(groups: list[_Group]) -> list[_Group]:
    """Give a document that nowhere has more than its noun to the only other one of its kind and parties."""
    kept = list(groups)
    for plain in groups:
        bare = grammar(plain.items[0].line.sentence.lang).head_anywhere.fullmatch
        if not (_is_document(plain) and all(bare(title) for title in plain.titles)):
            continue
        others = [g for g in kept if g is not plain and _is_document(g) and _may_be(plain, g, generic=True)]
        others = [g for g in others if not all(bare(title) for title in g.titles)]
        others = [g for g in others if not _of_other_years(plain.items[0], g.items[0])]
        if len(others) == 1:
            others[0].items += plain.items
            others[0].titles += plain.titles
            kept = [group for group in kept if group is not plain]
    return kept


def _may_be(headed: _Group, told: _Group, *, generic: bool = False) -> bool:
    """Whether a document of the text may be that of a headline, which calls it otherwise.

    `generic`: a noun told before for any document (an agreement) may be what is then called a memorandum.
    """
    one, other = headed.items[0], told.items[0]
    plain = other.source.act.mood == "done" and not _DIGITS.findall(headed.titles[0])
    heads = {item.phrase.head.id for item in (one, other) if item.phrase.head}
    of_treaty = grammar(one.line.sentence.lang).rules.order == "object-verb" and RELATION in heads and len(heads) > 1
    plain = plain and not of_treaty
    alike = set(one.parties) == set(other.parties) or (codes(one.parties) and not codes(other.parties))
    wider = generic and one.kind == "other" and one.line.sentence.start < other.line.sentence.start
    return plain and (one.kind == other.kind or wider) and alike


def _is_document(group: _Group) -> bool:
    head = group.items[0].phrase.head
    return head is not None and head.document and group.items[0].status == "signed"


def _is_plain(group: _Group) -> bool:
    """Whether every title of a group stands in a headline and says no more than what kind of document it is."""
    return all(
        item.line.sentence.headline and grammar(item.line.sentence.lang).plain_document.fullmatch(title)
        for item, title in zip(group.items, group.titles, strict=True)
    )


def _sums_up(group: _Group) -> bool:
    """Whether every title of a group stands in a headline and speaks of several documents at once."""
    return all(
        item.line.sentence.headline and grammar(item.line.sentence.lang).several_documents.match(title) is not None
        for item, title in zip(group.items, group.titles, strict=True)
    )


def _titled(items: list[Item]) -> Item:
    """The first item that a full title names, where another sentence sums it up among those of more sides."""
    first = items[0]
    told = (item for item in items if item.phrase.named and not item.line.sentence.headline)
    named = (item for item in told if set(item.parties) & set(first.parties))
    return next((item for item in named if 1 < len(item.parties) < len(first.parties)), first)


def _agreement(doc: Doc, group: _Group, keys: dict[tuple[int, int], str]) -> Agreement:
    release = release_of(doc)
    told = {item.line.sentence for item in group.items if item.source.act.mood != "relative"}
    agreed = {item.line.sentence for item in group.items if item.source.act.mood == "agreed"}
    behind = {"relative": told, "ongoing": agreed}
    background = [item.line.sentence in behind.get(item.source.act.mood, ()) for item in group.items]
    ranked = sorted(range(len(group.items)), key=lambda i: (group.items[i].line.sentence.headline, background[i]))
    ordered = [group.items[i] for i in ranked]
    first = ordered[0]
    title = max((group.titles[i] for i in ranked), key=len)
    key = _key(group)
    instruments = (keys.get(item.document) for item in ordered if item.document)
    spans = dict.fromkeys((group.items[i].line.sentence.start, group.items[i].line.sentence.end) for i in ranked)
    evidence: list[Evidence] = [release.quote(start, end) for start, end in spans]
    quoted = frozenset(evidence)
    evidence += dict.fromkeys(words for item in ordered for words in item.further if words not in quoted)
    alt = dict.fromkeys(name for name in [*group.titles, *group.shorts] if name not in (title, key))
    sentence = first.line.sentence
    return Agreement(
        title=title,
        key=key,
        alt=tuple(alt),
        kind=first.kind,
        status=first.status,
        parties=next((item.parties for item in ordered if not codes(item.parties)), _titled(ordered).parties),
        date=next((item.date for item in ordered if item.date), None),
        period=next((item.period for item in ordered if item.period), None),
        deadline=next((item.deadline for item in ordered if item.deadline), None),
        amount=next((item.amount for item in ordered if item.amount), None),
        responsible=next((item.responsible for item in ordered if item.responsible), ()),
        instrument=next((name for name in instruments if name and name != key), None),
        meeting=first.meeting,
        evidence=tuple(evidence),
        rule=f"{sentence.lang}.{first.source.act.verb.id}.{first.source.act.rule}",
    )
