"""Reading in a process apart: a hostile or damaged document costs itself only.

Parsers of binary formats crash, hang or fill the memory on bytes made for it; none of that can be caught within the
process. So documents are read by a child that lives on from one to the next and is replaced when it dies. Requests and
answers are JSON, one a line: an answer comes from a process that has read untrusted bytes, so nothing of it is run.
"""

import contextlib
import faulthandler
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from corpus import errors
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.model import Model

from . import containers
from .containers import Contents, Member
from .limits import LIMITS, MIB, Limits

try:
    import resource
except ImportError:  # Windows has no such limits; the wall clock holds there too
    resource = None  # type: ignore[assignment]

_DOCUMENTS_PER_CHILD = 500
"""After this many a child is replaced, so that what libraries leak stays small."""
_START_SECONDS = 60
_HEAD = 4096
_GRACE_SECONDS = 5
_MUCH = 0.25
"""Share of the limit of memory above which a crash counts as for want of it: libraries in C ask for twice what they
have, and abort when they do not get it."""
_SAVE_ANEW = "Open it in its own program and save it anew, or in parts"

_log = logging.getLogger(__name__)


class _Request(Model):
    """Read the file at `path`, or list what it holds; the other fields are those of `ingest.read`."""

    path: str
    lists: bool = False
    name: str | None = None
    id: str | None = None
    ref_date: str | None = None


class _Answer(Model):
    """What became of a request: one of the fields before the last line is set, by the child or by who waited for it.

    `error` is the class of a `CorpusError`, `bug` any other exception, with its `trace`; `died` the exit status of a
    child that gave no answer, and `peak` the bytes of memory that it had at most, 0 where that is not known.
    """

    ready: bool = False
    document: Document | None = None
    contents: Contents | None = None
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
        return self.document is not None or self.contents is not None or self.error is not None


class Reader:
    """Reads documents in children of this process, `jobs` at a time; close it, or use it in a `with` statement."""

    def __init__(self, *, jobs: int = 1, limits: Limits = LIMITS) -> None:
        """No child is started before the first document."""
        if jobs < 1:
            raise ValueError(f"{jobs} jobs")
        self._jobs = jobs
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(jobs):
            self._free.put(_Child(limits))
        self._children = list(self._free.queue)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        for child in self._children:
            child.stop()

    def read(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        ref_date: str | None = None,
    ) -> Document:
        """What `ingest.read` returns; safe to call from several threads.

        Raises:
            UnreadableFile: as `ingest.read`, or the document crashed its reader or took more than its limits.
            CorpusError: what else reading raised.
        """
        answer = self._ask(_Request(path=os.fspath(path), name=name, id=id, ref_date=ref_date))
        assert answer.document is not None
        return answer.document

    def members(self, path: Path | str, *, name: str | None = None) -> Contents:
        """What `ingest.members` returns: the documents that a file holds, each to be read by its name.

        Raises:
            UnreadableFile: as `ingest.members`, or opening the file crashed its reader or took more than its limits.
        """
        if not _may_hold_others(Path(path)):
            return Contents(members=(Member(name=name or containers.known_name(path)),))
        answer = self._ask(_Request(path=os.fspath(path), lists=True, name=name))
        assert answer.contents is not None
        return answer.contents

    def _ask(self, request: _Request) -> _Answer:
        child = self._free.get()
        try:
            return child.ask(request)
        finally:
            self._free.put(child)

    def read_all(
        self, paths: Iterable[Path | str], *, ref_date: str | None = None
    ) -> Iterator[tuple[Path, Document | CorpusError]]:
        """Each path with its document or the error in its place, in the order given; reads a few ahead."""
        pending: list[tuple[Path, Future[Document]]] = []
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                for path in map(Path, paths):
                    pending.append((path, pool.submit(self.read, path, ref_date=ref_date)))
                    if len(pending) > 2 * self._jobs:
                        yield _outcome(*pending.pop(0))
                while pending:
                    yield _outcome(*pending.pop(0))
            finally:
                for _, future in pending:
                    future.cancel()
                if pending:
                    for child in self._children:
                        child.interrupt()


def read_safely(path: Path | str, *, id: str | None = None, ref_date: str | None = None) -> Document:  # noqa: A002
    """Read one document in a child of its own: `Reader` for one call.

    Raises:
        UnreadableFile: as `ingest.read`, or the document crashed its reader or took more than its limits.
    """
    with Reader() as reader:
        return reader.read(path, id=id, ref_date=ref_date)


def _outcome(path: Path, future: Future[Document]) -> tuple[Path, Document | CorpusError]:
    try:
        return path, future.result()
    except CorpusError as error:
        return path, error


class _Child:
    """A process that reads one document after the other; started when needed, replaced when it dies."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def ask(self, request: _Request) -> _Answer:
        """Have a request answered.

        Raises:
            UnreadableFile: there is no answer, or the answer is that there can be none.
        """
        if self._process is None or self._process.poll() is not None or self._read >= _DOCUMENTS_PER_CHILD:
            self._start()
        assert self._process is not None
        self._read += 1
        lives = False
        try:
            answer = self._ask(self._process, request, self._limits.wall_seconds)
            lives = answer.is_given
        finally:
            if not lives:
                self.stop(at_once=True)
        _check(answer, request.name or containers.known_name(request.path), self._limits)
        return answer

    def interrupt(self) -> None:
        """Kill the process whatever it does; who waits for it learns that it died."""
        if (process := self._process) is not None:
            process.kill()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process: it ends by itself when its input does, unless it hangs."""
        process, self._process, self._read = self._process, None, 0
        if process is None:
            return
        if at_once:
            process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> None:
        self.stop()
        root = Path(__file__).resolve().parent.parent
        paths = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker", self._limits.model_dump_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        answer = self._ask(self._process, None, _START_SECONDS)
        if not answer.ready:
            self.stop(at_once=True)
            raise RuntimeError(f"the process that reads documents did not start: {answer}")

    def _ask(self, process: "subprocess.Popen[bytes]", request: _Request | None, seconds: float) -> _Answer:
        """The next answer: of the child, or what became of it."""
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            if request is not None:
                process.stdin.write(json.dumps(request.model_dump()).encode() + b"\n")
                process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            return _Answer.model_validate_json(line)
        if late.is_set():
            return _Answer(late=True)
        status, peak = _end_of(process)
        return _Answer(died=status, peak=peak)


def _end_of(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    """The exit status of a process that ends, and the most bytes of memory that it had, 0 where not known."""
    if resource is not None:
        with contextlib.suppress(ChildProcessError):  # who killed it may have learnt its status already
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return process.wait(), 0


def _may_hold_others(path: Path) -> bool:
    """Whether it is worth asking what a file holds; what cannot be opened is told when it is read."""
    try:
        if not path.is_file():  # a pipe would never open
            return False
        with path.open("rb") as file:
            return containers.may_hold_others(file.read(_HEAD))
    except OSError:
        return False


def _check(answer: _Answer, path: str, limits: Limits) -> None:
    """Raise the error that an answer stands for."""
    if answer.error is not None:
        kind = getattr(errors, answer.error, UnreadableFile)
        raise kind(answer.problem, hint=answer.hint)
    if answer.is_given:
        return
    if answer.bug is not None:
        _log.error("reading %s failed\n%s", path, answer.trace)
        raise UnreadableFile(f"{path} cannot be read: {answer.bug}", hint="This is a fault of the program: report it")
    if answer.late:
        raise UnreadableFile(f"{path} took more than {limits.wall_seconds:g} seconds to read", hint=_SAVE_ANEW)
    if answer.exhausted:
        raise UnreadableFile(f"{path} takes more than {limits.memory_bytes // MIB:,} MB to read", hint=_SAVE_ANEW)
    status = answer.died or 0
    if status == -getattr(signal, "SIGXCPU", 0):
        raise UnreadableFile(f"{path} took more than {limits.cpu_seconds} seconds of computing", hint=_SAVE_ANEW)
    cause = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    killed = status == -getattr(signal, "SIGKILL", 0)  # from outside: nothing follows about the document
    if not killed and answer.peak > _MUCH * limits.memory_bytes:
        most = f"{limits.memory_bytes // MIB:,} MB"
        raise UnreadableFile(f"{path} takes more than {most} to read: its reader broke down ({cause})", hint=_SAVE_ANEW)
    raise UnreadableFile(f"{path} crashed its reader ({cause})", hint=_SAVE_ANEW)


def main(limits: Limits, requests: IO[bytes], answers: IO[bytes]) -> None:
    """What a child does: one answer for each request, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes our input
    _limit_memory(limits)
    from . import members, read

    def answer(request: _Request) -> _Answer:
        if request.lists:
            return _Answer(contents=members(Path(request.path), name=request.name, limits=limits))
        names = {"name": request.name, "id": request.id}
        return _Answer(document=read(Path(request.path), **names, ref_date=request.ref_date, limits=limits))

    def give(line: bytes) -> None:
        answers.write(line)
        answers.flush()

    give(_line(_Answer(ready=True)))
    # What libraries print about damaged files is nothing that a user could act on.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for line in requests:
        _limit_cpu(limits)
        # A parent that dies while we hang cannot end us: this does.
        faulthandler.dump_traceback_later(limits.wall_seconds + _GRACE_SECONDS, exit=True)
        try:
            given = _line(answer(_Request.model_validate(json.loads(line))))
        except CorpusError as error:
            given = _line(_Answer(error=type(error).__name__, problem=_sound(error.problem), hint=_sound(error.hint)))
        except MemoryError:
            given = _line(_Answer(exhausted=True))
        except Exception as error:
            bug = _sound(f"{type(error).__name__}: {error}")
            given = _line(_Answer(bug=bug, trace=_sound(traceback.format_exc())))
        finally:
            faulthandler.cancel_dump_traceback_later()
        give(given)


def _line(answer: _Answer) -> bytes:
    return answer.model_dump_json(exclude_defaults=True).encode() + b"\n"


def _sound(words: str) -> str:
    """Words without the lone surrogates that stand for bytes in the names of files."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _limit_memory(limits: Limits) -> None:
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_cpu(limits: Limits) -> None:
    """Move the limit of this process, which counts all that it ever used, to one document further."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    # What libraries print must not come between the answers.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(Limits.model_validate_json(sys.argv[1]), sys.stdin.buffer, channel)
