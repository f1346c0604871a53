"""How an answer can fail, as far as who asked must tell the failures apart."""

from corpus.errors import Unreachable


class BadStatus(Unreachable):
    """An answer with a status that means there is no content."""

    def __init__(self, problem: str, *, hint: str, status: int = 0) -> None:
        super().__init__(problem, hint=hint)
        self.status = status


class EmptyBody(Unreachable):
    """An answer without a body."""


class Passing(Exception):
    """A failure that may pass: `wait` is how many seconds the server asks for."""

    def __init__(self, error: Unreachable, *, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait
