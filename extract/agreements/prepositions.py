"""Who acts together where a preposition stands before the partner (与乙方签署) and the subject may be left out."""

from bisect import bisect_left
from typing import NamedTuple

from .bodies import Body, acts_for_country
from .country_words import country_words
from .lines import Line
from .rules import Grammar

ABOVE = "INT"
"""The country of a body of several."""


class Own(NamedTuple):
    """The side that a release leaves unnamed: its country, and the body that issues it."""

    country: str | None
    issuing: list[Body]


def strophe(text: str, place: int, rules: Grammar) -> int:
    """Where the part of a sentence begins in which `place` stands: behind the last semicolon before it."""
    return max((match.end() for match in rules.parts_off.finditer(text, 0, place)), default=0)


def partners(line: Line, bodies: list[Body], act: int, own: Own, rules: Grammar) -> list[Body] | tuple[str, ...]:
    """Who acts at the place `act` where the clause begins with a preposition, or with the issuer that speaks of itself.

    Bodies where the partner is one, countries where only its country is named; none where the clause has a subject.
    """
    text = line.text
    clause = max((match.end() for match in rules.clause.finditer(text, 0, act)), default=0)
    led = rules.led.match(text, clause, act)
    ours = rules.ours.search(text, clause, act)
    if led is None and ours is None:
        return _run(line, bodies, act, rules)
    begin = (ours or led).end()  # type: ignore[union-attr]
    places = [(bisect_left(line.origin, body.start), body) for body in bodies]
    others = [body for place, body in places if begin <= place < act and not body.aside]
    before = [body for place, body in places if place < clause and not body.aside]
    before = [one for one in before if not rules.besides.match(text, bisect_left(line.origin, one.end))] or before
    if ours is not None:
        speaking = [body._replace(name=body.parent or body.name, parent=None) for body in own.issuing]
        return [*speaking, *others] if others else ()
    if others:
        subject = before[:1] or own.issuing
        subject = [body for body in subject if all(body.name != other.name for other in others)]
        return [*subject, *others] if subject else ()
    named = [code for group in country_words(rules.lang).groups(text, begin, act) for code in group]
    home = own.country if not before else before[0].country if acts_for_country(before[0]) else None
    if home and named and home not in named:
        return tuple(sorted({home, *named}))
    return ()


def _run(line: Line, bodies: list[Body], act: int, rules: Grammar) -> list[Body]:
    """The bodies in a row of which a sentence that names more says that they act together."""
    run: list[Body] = []
    for body in bodies:
        start, end = bisect_left(line.origin, body.start), bisect_left(line.origin, body.end)
        last = bisect_left(line.origin, run[-1].end) if run else 0
        run = [*run, body] if run and rules.joint.fullmatch(line.text, last, start) else [body]
        if len(run) > 1 and rules.jointly.match(line.text, end, act):
            return run if len(bodies) > len(run) else []
    return []


def visited(line: Line, place: int, own: Own, rules: Grammar) -> tuple[str, ...]:
    """The country in which the sides met of whom a part of a sentence speaks (在丙国,双方), with the own one."""
    start = strophe(line.text, place, rules)
    words = country_words(rules.lang)
    for group, end in words.enumerated(line.text, start, place):
        if (
            len(group) == 1
            and own.country
            and own.country not in group
            and rules.there.fullmatch(line.text, start, end)
        ):
            return tuple(sorted((own.country, *group))) if rules.then.match(line.text, end, place) else ()
        break
    return ()


def received(line: Line, place: int, own: Own, rules: Grammar) -> tuple[str, ...]:
    """The country of the one whom a part of a sentence says to have been met, with that of the one who met him.

    None where the sentence says that bodies of a kind acted (both cities).
    """
    start = strophe(line.text, place, rules)
    met = rules.receives.search(line.text, start, place)
    bodies = rules.bodies.search(line.text)
    if met is None or (bodies and bodies.groupdict().get("kind")):
        return ()
    words = country_words(rules.lang)
    guest = next(words.groups(line.text, met.end(), place), ())
    before = next(words.groups(line.text, start, met.start()), ())
    host = before if before or own.country is None else (own.country,)
    return tuple(sorted((*host, *guest))) if len(host) == len(guest) == 1 and host != guest else ()


def joining(line: Line, place: int, bodies: list[Body], rules: Grammar) -> tuple[str, ...]:
    """The international bodies with which, as a clause behind `place` adds, what ends there is done together."""
    found: list[str] = []
    for body in bodies:
        start, end = bisect_left(line.origin, body.start), bisect_left(line.origin, body.end)
        led = start > 0 and rules.led.fullmatch(line.text, start - 1, start) is not None
        near = sum(1 for _ in rules.clause.finditer(line.text, place, start)) <= 1
        if body.country == ABOVE and led and near and rules.jointly.match(line.text, end):
            found.append(body.name)
    return tuple(found)
