"""Who is who among the mentions of one release: one entry for each person, however often named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corpus.registry.transcription import same_han_name, same_latin_name, same_name, script_of

from .mentions import Mention, Span
from .names import key, surnames

_GLOSS_PARTS = re.compile(r"\s*[,/;、]\s*")
_LATIN_NAME = re.compile(r"[A-ZÀ-Ý][\w'’.\-]*(?: (?:[a-z]{1,3} )?[A-ZÀ-Ý][\w'’.\-]*){1,3}$")
_HAN_NAME = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff·・ ]{2,12}$")
_HANGUL_NAME = re.compile(r"[가-힣 ]{2,12}$")
_NOT_A_NAME = re.compile(r"\d")
_BROKEN = re.compile(r"-\s*\n")


_MOST_COMPARED = 200
"""A list of more persons than this is not searched for other spellings of a name."""


@dataclass(eq=False)
class Entry:
    """A person: the mentions, in order of the text, and the names by which they are known."""

    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def full(self) -> list[Mention]:
        """The mentions that give the whole name."""
        return [mention for mention in self.mentions if mention.full]


def spellings(text: str, gloss: Span | None) -> list[str]:
    """The names in a bracket after a name: in Latin letters, Han characters or Hangul.

    >>> spellings("천리민(Chen Limin, 陈立民)", Span(4, 19))
    ['Chen Limin', '陈立民']
    """
    if gloss is None:
        return []
    parts = _GLOSS_PARTS.split(text[gloss.start : gloss.end].strip())
    return [p for p in parts if _LATIN_NAME.match(p) or _HAN_NAME.match(p) or _HANGUL_NAME.match(p)]


def written(text: str, mention: Mention) -> str:
    """The name as the text has it, on one line."""
    return " ".join(_BROKEN.sub("-", text[mention.name.start : mention.name.end]).split())


class Roster:
    """Persons of one release, joined from mentions in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.entries: list[Entry] = []
        self._by_key: dict[str, Entry] = {}
        self._by_part: dict[str, list[Entry]] = {}

    def add_all(self, mentions: Iterable[Mention]) -> None:
        """Enter the mentions that give a whole name, those of several words first."""
        for mention in sorted(mentions, key=lambda m: (not _of_several(written(self._text, m)), m.name)):
            names = [self._written(mention), *spellings(self._text, mention.gloss)]
            entry = self._known(names)
            if entry is None:
                entry = Entry()
                self.entries.append(entry)
            entry.mentions.append(mention)
            for name in names:
                if key(name) not in entry.keys:
                    self._call(entry, name)

    def _call(self, entry: Entry, name: str) -> None:
        entry.names.append(name)
        entry.keys.add(key(name))
        self._by_key.setdefault(key(name), entry)
        for part in surnames(name):
            known = self._by_part.setdefault(part, [])
            if entry not in known:
                known.append(entry)

    def refer(self, mention: Mention) -> None:
        """Add a mention of the family name to the person of that name named last before it.

        A sure one that refers to nobody names a person itself.
        """
        called = "".join(self._written(mention).split()).casefold()
        if key(called) in self._by_key:
            self._by_key[key(called)].mentions.append(mention)
            return
        at = mention.name.start
        before = [
            (max(m.name for m in entry.mentions if m.name.start < at), entry)
            for entry in self._by_part.get(called, ())
            if any(m.name.start < at for m in entry.full)
        ]
        if before:
            max(before, key=lambda pair: pair[0])[1].mentions.append(mention)
        elif mention.sure and not self._by_part.get(called):
            self.add_all([replace(mention, full=True)])

    def _written(self, mention: Mention) -> str:
        return written(self._text, mention)

    def _known(self, names: list[str]) -> Entry | None:
        for name in names:
            if key(name) in self._by_key:
                return self._by_key[key(name)]
        return self._part_of(names[0]) or self._spelt_alike(names)

    def _part_of(self, name: str) -> Entry | None:
        """The one person of whose several names `name` is the first or the last."""
        if _of_several(name):
            return None
        fitting = [e for e in self._by_part.get(key(name), ()) if any(map(_of_several, e.names))]
        return fitting[0] if len(fitting) == 1 else None

    def _spelt_alike(self, names: list[str]) -> Entry | None:
        """The one person whose name in another script spells one of `names`."""
        if len(self.entries) > _MOST_COMPARED:
            return None
        fitting = [entry for entry in self.entries if any(_spell_alike(a, b) for a in names for b in entry.names)]
        return fitting[0] if len(fitting) == 1 else None


def _of_several(name: str) -> bool:
    """Whether a name consists of several: with blanks between them, or the dot of names transcribed in Chinese."""
    return " " in name or "·" in name


def _spell_alike(left: str, right: str) -> bool:
    """Whether names in two scripts, or two names in Latin letters, are one name."""
    scripts = (script_of(left), script_of(right))
    if "hangul" in scripts and scripts != ("hangul", "hangul"):
        return same_name(left, right) if scripts[0] == "hangul" else same_name(right, left)
    if set(scripts) == {"han", "latin"}:
        return same_han_name(left, right) if scripts[0] == "han" else same_han_name(right, left)
    return scripts == ("latin", "latin") and same_latin_name(left, right)
