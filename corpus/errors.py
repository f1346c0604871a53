"""Errors that a user can act on: what is at fault, what is wrong with it, what to do.

Only these are shown in one line; any other exception is a bug and keeps its traceback.
"""


class CorpusError(Exception):
    """The root: `problem` names the thing at fault and what is wrong, `hint` says what to do."""

    def __init__(self, problem: str, *, hint: str) -> None:
        # Names of files may hold bytes that are no UTF-8; what is told of them must be fit to be printed and stored.
        problem = problem.encode("utf-8", "backslashreplace").decode("utf-8")
        super().__init__(problem)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem}. {self.hint}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, which pickles exceptions by their arguments."""
        return (_restored, (type(self), self.problem, self.hint))


def _restored(kind: type[CorpusError], problem: str, hint: str) -> CorpusError:
    return kind(problem, hint=hint)


class UnreadableFile(CorpusError):
    """A file that is encrypted, damaged, empty, of an unknown kind, or over a limit."""


class Unreachable(CorpusError):
    """A web address that cannot or must not be fetched, or that gave something else than it announced."""


class BadResource(CorpusError):
    """A rule file or registry list that does not follow its schema."""


class BadQuery(CorpusError):
    """A question, filter or date that cannot be understood."""


class BadCorrection(CorpusError):
    """A correction of a fact that is not there, or with a value that does not fit."""


class NotInCorpus(CorpusError):
    """An identifier that the corpus does not hold."""


class StoreError(CorpusError):
    """A corpus that cannot be opened, is of another schema, or is being written by another process."""


class NotYetFound(CorpusError):
    """An answer that takes longer than a reader is to wait; it is being worked out, and will be there later."""


class IndexMismatch(CorpusError):
    """An index that was built with another model than the one asked for, or is damaged."""


class StorageError(CorpusError):
    """A place for files, here or elsewhere, that cannot be reached, read or written."""


class DamagedShard(CorpusError):
    """A shard that is not whole, or is of another format or program."""


class ClusterError(CorpusError):
    """A cluster that cannot be reached, has no fit workers, or was lost."""


class MissingPart(CorpusError):
    """An optional package, program or model that is not installed here."""
