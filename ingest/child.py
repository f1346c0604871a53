"""The process that reads documents: what it is asked, what it answers, and the limits it sets itself.

Requests and answers are JSON, one a line: an answer comes from a process that has read untrusted bytes, so nothing of
it is run.
"""

import faulthandler
import gc
import json
import math
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO

from corpus.documents import Document
from corpus.errors import CorpusError
from corpus.model import Model

from .containers import Contents
from .limits import MIB, Limits

try:
    import resource
except ImportError:  # Windows has no such limits; the wall clock holds there too
    resource = None  # type: ignore[assignment]

GRACE_SECONDS = 5
_COLLECTING = (50_000, 20, 20)
"""Thresholds of garbage collection: rules and dictionaries are made of millions of objects that stay, and looking
through them again and again took a quarter of the time until the first document was read."""
_ROOM_TO_MAKE = 1024 * MIB
"""Of memory, beside the limit of reading, for what is made of a document."""


class Request(Model):
    """Read the file at `path`, or list what it holds; the other fields are those of `ingest.read`.

    With `seconds` it is the second question on a document: what the program of the child makes of what it read last, in
    so much time.
    """

    path: str = ""
    lists: bool = False
    name: str | None = None
    id: str | None = None
    ref_date: str | None = None
    seconds: float | None = None


class Answer(Model):
    """What became of a request: one of the fields before the last line is set, by the child or by who waited for it.

    `error` is the class of a `CorpusError`, `bug` any other exception, with its `trace`; `died` the exit status of a
    child that gave no answer, and `peak` the bytes of memory that it had at most, 0 where that is not known.
    """

    ready: bool = False
    document: Document | None = None
    contents: Contents | None = None
    made: str | None = None
    error: str | None = None
    bug: str | None = None
    exhausted: bool = False
    late: bool = False
    died: int | None = None
    peak: int = 0
    problem: str = ""
    hint: str = ""
    trace: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the child that gave it is fit for the next request."""
        return any(each is not None for each in (self.document, self.contents, self.made, self.error))


def serve(
    limits: Limits, requests: IO[bytes], answers: IO[bytes], make: Callable[[Document], str] | None = None
) -> None:
    """What a child does: one answer for each request, until there are no more.

    `make` is what it makes of a document that it has read, when it is asked for that too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes our input
    _limit_memory(limits.memory_bytes + (_ROOM_TO_MAKE if make else 0))
    from . import members, read

    last: list[Document] = []

    def answer(request: Request) -> Answer:
        if request.seconds is not None and make is not None:
            return Answer(made=make(last.pop()))
        if request.lists:
            return Answer(contents=members(Path(request.path), name=request.name, limits=limits))
        names = {"name": request.name, "id": request.id}
        last[:] = [read(Path(request.path), **names, ref_date=request.ref_date, limits=limits)]
        return Answer(document=last[0])

    def give(line: bytes) -> None:
        answers.write(line)
        answers.flush()

    give(_line(Answer(ready=True)))
    # What libraries print about damaged files is nothing that a user could act on.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for line in requests:
        request = Request.model_validate(json.loads(line))
        _limit_cpu(limits.cpu_seconds if request.seconds is None else math.ceil(request.seconds))
        # A parent that dies while we hang cannot end us: this does.
        faulthandler.dump_traceback_later((request.seconds or limits.wall_seconds) + GRACE_SECONDS, exit=True)
        try:
            given = _line(answer(request))
        except CorpusError as error:
            given = _line(Answer(error=type(error).__name__, problem=_sound(error.problem), hint=_sound(error.hint)))
        except MemoryError:
            given = _line(Answer(exhausted=True))
        except Exception as error:
            bug = _sound(f"{type(error).__name__}: {error}")
            given = _line(Answer(bug=bug, trace=_sound(traceback.format_exc())))
        finally:
            faulthandler.cancel_dump_traceback_later()
        give(given)


def _line(answer: Answer) -> bytes:
    return answer.model_dump_json(exclude_defaults=True).encode() + b"\n"


def _sound(words: str) -> str:
    """Words without the lone surrogates that stand for bytes in the names of files."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _limit_memory(size: int) -> None:
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_cpu(seconds: int) -> None:
    """Move the limit of this process, which counts all that it ever used, so many seconds further."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def run(make: Callable[[Document], str] | None = None) -> None:
    """The main function of a child: its limits are the first argument of the command."""
    gc.set_threshold(*_COLLECTING)
    # What libraries print must not come between the answers.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(Limits.model_validate_json(sys.argv[1]), sys.stdin.buffer, channel, make)
    os._exit(0)  # every answer is written; to take all modules down would take half a second, which the parent waits


if __name__ == "__main__":
    run()
