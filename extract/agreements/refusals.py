"""What a sentence says was not agreed, not signed, not adopted."""

from collections.abc import Iterator

from .rules import Grammar


def refused(text: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """The stretches of a line in which verbs are denied: up to the denial or from it on, by the order of words.

    A stretch ends where the line turns to what was done after all.
    """
    denials = grammar.refused.finditer(text)
    if grammar.rules.order == "verb-object":
        for denial in denials:
            turn = grammar.relents.search(text, denial.end())
            yield denial.start(), turn.start() if turn else len(text)
        return
    for denial in denials:
        turns = [match.end() for match in grammar.relents.finditer(text, 0, denial.start())]
        yield turns[-1] if turns else 0, denial.end()
