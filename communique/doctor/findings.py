"""What an examination finds, and what a repair did."""

from typing import Literal

from corpus.model import Model

Part = Literal["store", "index", "fetched files", "saved questions", "leftovers"]


class Finding(Model):
    """Something that is wrong: of which part, where, what it leads to, and what mends it.

    `kind` is that of `corpus.store.checking.Flaw` for the store; `rebuilt` says whether `--repair` makes it whole
    from what the corpus has.
    """

    part: Part
    kind: str
    where: str
    problem: str
    consequence: str
    remedy: str
    rebuilt: bool = True
    document: str | None = None

    def line(self) -> str:
        """The same for people."""
        return f"{self.part}: {self.where}: {self.problem}; {self.consequence}. {self.remedy}"


class Repair(Model):
    """What a repair did: `done` and `lost` (what cannot be had again) are lines for people."""

    done: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    left: tuple[Finding, ...] = ()
