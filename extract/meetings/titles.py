"""Which meeting of the text the title tells of."""

import re

from .names import dice, is_shortened, key_of, leaves_out_words
from .sightings import ENCOUNTERS, LEAD_RANK, LEAST_TELLING, TITLE_RANK, Sighting, Thread, days_agree, other_parties

_PROPER = re.compile(r"\b[A-Z][\w-]+")
_RANKED = re.compile(
    r"(?:the |a )?(?:bilateral |trilateral )?"
    r"(?:high|[a-z-]*(?:director|minister|working|official|expert|senior)[a-z-]*)[ -]level |[가-힣]+급 ?"
)
"""Words before a head noun that tell no more than the rank of those who meet."""
LEAST_ALIKE_IN_TITLE = 0.3
"""The same where a title and the first words may name one meeting by different nouns."""
GATHERINGS = {"talks", "meeting", "body", "event"}
"""Kinds of mention of which one may stand in the title and another in the text."""
LONG_LEAD = 12
"""Letters before the head noun that tell a meeting from others."""


def told_in_title(sighting: Sighting, thread: Thread) -> bool:
    """Whether the first words tell again of an encounter without a name that the title tells: the same people meet."""
    first, mention = thread.sightings[0], sighting.mention
    if first.rank >= TITLE_RANK or sighting.rank not in (first.rank, LEAD_RANK - 1) or thread.ordinal is not None:
        return False
    if mention.numbered or not {first.mention.kind, mention.kind} <= ENCOUNTERS or not days_agree(sighting, thread):
        return False
    if mention.head not in sighting.surface.lower() or any(other_parties(sighting, other) for other in thread.named):
        return False
    if sighting.grammar.rules.order == "unspaced":
        pairs = [{s.key[i : i + 2] for i in range(len(s.key) - 1)} for s in (first, sighting)]
        return first.mention.head == mention.head and len(pairs[0] & pairs[1]) >= LEAST_TELLING
    theirs, mine = (set(_PROPER.findall(s.surface)) for s in (first, sighting))
    if theirs & mine:
        return True
    heads = first.mention.head, mention.head
    if sighting.grammar.rules.order != "spaced":
        company = f" {sighting.grammar.rules.boundary.company} "
        return mention.verbal and mention.described and not sighting.partners and company in first.surface
    if mention.described and mention.head not in sighting.grammar.noun_of:
        return sighting.grammar.met.search(heads[0]) is not None
    return heads[0].endswith(heads[1]) or heads[1].endswith(heads[0])


def same_office(sighting: Sighting, thread: Thread) -> bool:
    """Whether one tells talks with an office and the other names the meeting of those who hold it: talks with the
    minister of defence, the talks of the defence ministers.
    """
    first = thread.sightings[0]
    told, named = (first, sighting) if first.mention.described else (sighting, first)
    if named.mention.described or named.mention.bare or sighting.grammar.rules.order != "spaced":
        return False
    if not {told.mention.kind, named.mention.kind} <= ENCOUNTERS or not days_agree(sighting, thread):
        return False
    if named.mention.numbered or named.said.margin or any(other_parties(sighting, other) for other in thread.named):
        return False
    words = told.surface.partition(told.mention.head)[0].split()
    office = words[-1][:-1] if words else ""
    heads = told.mention.head, named.mention.head
    return len(office) > 1 and office in named.surface and (heads[0].endswith(heads[1]) or heads[1].endswith(heads[0]))


def told_first(sighting: Sighting, thread: Thread) -> bool:
    """Whether the first encounter that the text tells is that of the title.

    The title names it by its sides alone, or tells an encounter of the same kind and rank.
    """
    first = thread.sightings[0]
    same_rank = (
        first.mention.described
        and first.mention.kind == sighting.mention.kind
        and first.said.rank is not None
        and first.said.rank == sighting.said.rank
    )
    if not (first.vague or same_rank) or thread.date or any(s.rank >= TITLE_RANK for s in thread.sightings):
        return False
    dated = len(sighting.said.date or "") >= len("2020-01-01")
    return dated and sighting.rank == LEAD_RANK - 1 and not sighting.said.margin and not other_parties(sighting, first)


def titled(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting that the title alone names, by its noun or by some of its subject."""
    said = sighting.said
    if sighting.rank != TITLE_RANK or not (said.bound or len(said.date or "") >= len("2020-01-01")):
        return None
    if sighting.mention.pointer in ("next", "last") or sighting.table:
        return None
    open_yet = [t for t in threads if not t.date and all(s.rank < TITLE_RANK for s in t.sightings)]
    if said.host:
        open_yet = [t for t in open_yet if t.sightings[0].said.host]
    fitting = [t for t in open_yet if not t.next and _fits_title(sighting, t.sightings[0])]
    same_noun = [t for t in fitting if _nouns_agree(sighting, t.sightings[0])]
    if len(same_noun) > 1:
        same_noun = [t for t in same_noun if t.sightings[0].mention.head == sighting.mention.head]
    if len(same_noun) == 1:
        return same_noun[0]
    if len(fitting) == 1 and _by_noun_alone(sighting, fitting[0].sightings[0]):
        return fitting[0]
    if len(fitting) == 1 and dice(fitting[0].sightings[0].key, sighting.key) >= LEAST_ALIKE_IN_TITLE:
        return fitting[0]
    return None


def _fits_title(sighting: Sighting, first: Sighting) -> bool:
    """Whether nothing in the two names parts the meetings that they name."""
    kinds = {first.mention.kind, sighting.mention.kind}
    if not (kinds <= GATHERINGS or len(kinds) == 1) or first.grammar.lang != sighting.grammar.lang:
        return False
    levels = {first.said.level, sighting.said.level} - {None}
    return len(levels) < 2 and not other_parties(sighting, first)


def _by_noun_alone(sighting: Sighting, first: Sighting) -> bool:
    """Whether the title says no more than that people meet, and of which rank they are."""
    bare = first.mention.bare or _RANKED.sub("", first.surface.lower()).strip() == first.mention.head
    return bare and {first.mention.kind, sighting.mention.kind} <= ENCOUNTERS


def _nouns_agree(sighting: Sighting, first: Sighting) -> bool:
    own, title = sighting.mention.head, first.mention.head
    return own.endswith(title) or title.endswith(own) or title in sighting.surface.lower()


def shortened_in_title(sighting: Sighting, first: Sighting) -> bool:
    """Whether the title leaves out some of the name that the first words, or later ones with its number, give in full.

    Of a name with complements after its head noun it may leave out these, of another one letters.
    """
    if first.rank >= TITLE_RANK or first.mention.numbered:
        return False
    early = sighting.rank == TITLE_RANK
    spaced = first.grammar.rules.order == "prepositional"
    if early and spaced and leaves_out_words(first.surface, sighting.surface):
        return not other_parties(sighting, first)
    if first.mention.head != sighting.mention.head:
        return False
    if other_parties(sighting, first) or not (early or sighting.mention.numbered):
        return False
    if sighting.grammar.rules.order != "prepositional":
        return is_shortened(first.key, sighting.key) and (early or first.key[:2] == sighting.key[:2])
    leads = [s.surface.lower().partition(s.mention.head)[0] for s in (first, sighting)]
    one, two = (key_of(first.grammar.ordinal.sub(" ", lead)) for lead in leads)
    return early and one == two and len(one) >= LONG_LEAD
