"""Reading in a process apart: a hostile or damaged document costs itself only.

Parsers of binary formats crash, hang or fill the memory on bytes made for it; none of that can be caught within the
process. So documents are read by a child that lives on from one to the next and is replaced when it dies.
"""

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus import errors
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile

from . import containers
from .child import GRACE_SECONDS, Answer, Request
from .containers import Contents, Member
from .limits import LIMITS, MIB, Limits

try:
    import resource
except ImportError:  # Windows has no such limits; the wall clock holds there too
    resource = None  # type: ignore[assignment]

_REQUESTS_PER_CHILD = 500
"""After this many a child is replaced, so that what libraries leak stays small."""
_REQUESTS_OF_MAKER = 4000
"""The same for a child that makes something of what it reads: what it needs for that takes seconds to load."""
_START_SECONDS = 60
_HEAD = 4096
_MUCH = 0.25
"""Share of the limit of memory above which a crash counts as for want of it: libraries in C ask for twice what they
have, and abort when they do not get it."""
_SAVE_ANEW = "Open it in its own program and save it anew, or in parts"

_log = logging.getLogger(__name__)


class Reader:
    """Reads documents in children of this process, `jobs` at a time; close it, or use it in a `with` statement."""

    def __init__(self, *, jobs: int = 1, limits: Limits = LIMITS, maker: str | None = None) -> None:
        """No child is started before the first document.

        `maker` is a module to run as the child: one that calls `child.run` with what it makes of a document.
        """
        if jobs < 1:
            raise ValueError(f"{jobs} jobs")
        self.jobs = 0
        self._limits, self._maker = limits, maker
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        self._children: list[_Child] = []
        self.grow(jobs)

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

    def grow(self, jobs: int) -> None:
        """Have `jobs` documents read at a time, where it were fewer; the children that there are stay the first."""
        with contextlib.ExitStack() as held:
            for _ in range(self.jobs):
                held.enter_context(self._child())
            for _ in range(self.jobs, jobs):
                self._children.append(_Child(self._limits, self._maker))
                self._free.put(self._children[-1])
            self.jobs = max(self.jobs, jobs)

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
        answer = self._ask(Request(path=os.fspath(path), name=name, id=id, ref_date=ref_date))
        assert answer.document is not None
        return answer.document

    def read_and_make(
        self, path: Path | str, *, name: str | None = None, seconds: Callable[[Document], float]
    ) -> tuple[Document, str]:
        """What `read` returns, and what the maker makes of it in the `seconds` that the document may have.

        Raises:
            UnreadableFile: as `read`; or the document crashed the maker or took more than its limits.
            CorpusError: what else reading or making raised.
        """
        with self._child() as child:
            document = child.ask(Request(path=os.fspath(path), name=name)).document
            assert document is not None
            made = child.ask(Request(name=document.source.path, seconds=seconds(document))).made
        assert made is not None
        return document, made

    def members(self, path: Path | str, *, name: str | None = None) -> Contents:
        """What `ingest.members` returns: the documents that a file holds, each to be read by its name.

        Raises:
            UnreadableFile: as `ingest.members`, or opening the file crashed its reader or took more than its limits.
        """
        if not _may_hold_others(Path(path)):
            return Contents(members=(Member(name=name or containers.known_name(path)),))
        answer = self._ask(Request(path=os.fspath(path), lists=True, name=name))
        assert answer.contents is not None
        return answer.contents

    def launch(self) -> None:
        """Have a child start ahead of the first document, which takes seconds; not waited for. One that lives stays."""
        with self._child() as child:
            if not child.lives:
                child.launch()

    def interrupt(self) -> None:
        """Kill the children whatever they do; who waits for one learns that it died."""
        for child in self._children:
            child.interrupt()

    def _ask(self, request: Request) -> Answer:
        with self._child() as child:
            return child.ask(request)

    @contextlib.contextmanager
    def _child(self) -> "Iterator[_Child]":
        child = self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)

    def read_all(
        self, paths: Iterable[Path | str], *, ref_date: str | None = None
    ) -> Iterator[tuple[Path, Document | CorpusError]]:
        """Each path with its document or the error in its place, in the order given; reads a few ahead."""
        pending: list[tuple[Path, Future[Document]]] = []
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                for path in map(Path, paths):
                    pending.append((path, pool.submit(self.read, path, ref_date=ref_date)))
                    if len(pending) > 2 * self.jobs:
                        yield _outcome(*pending.pop(0))
                while pending:
                    yield _outcome(*pending.pop(0))
            finally:
                for _, future in pending:
                    future.cancel()
                if pending:
                    self.interrupt()


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

    def __init__(self, limits: Limits, maker: str | None) -> None:
        self._limits, self._maker = limits, maker
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._read = 0

    def ask(self, request: Request) -> Answer:
        """Have a request answered.

        Raises:
            UnreadableFile: there is no answer, or the answer is that there can be none.
        """
        most = _REQUESTS_OF_MAKER if self._maker else _REQUESTS_PER_CHILD
        is_new = request.seconds is None  # what is made is made of what the child has just read
        if is_new and (not self.lives or self._read >= most):
            self.launch()
        if is_new and not self._is_ready:
            self._await()
        assert self._process is not None  # one that died since it read a document cannot make anything of it
        self._read += 1
        lives = False
        try:
            answer = self._ask(self._process, request, request.seconds or self._limits.wall_seconds)
            lives = answer.is_given
        finally:
            if not lives:
                self.stop(at_once=True)
        _check(answer, request, self._limits)
        return answer

    @property
    def lives(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def interrupt(self) -> None:
        """Kill the process whatever it does; who waits for it learns that it died."""
        if (process := self._process) is not None:
            process.kill()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process: it ends by itself when its input does, unless it hangs or has not come so far."""
        at_once = at_once or not self._is_ready
        process, self._process, self._is_ready, self._read = self._process, None, False, 0
        if process is None:
            return
        if at_once:
            process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def launch(self) -> None:
        """Start the process anew; it is ready when it says so."""
        self.stop()
        root = Path(__file__).resolve().parent.parent
        paths = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._maker or "ingest.child", self._limits.model_dump_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )

    def _await(self) -> None:
        assert self._process is not None
        answer = self._ask(self._process, None, _START_SECONDS)
        self._is_ready = answer.ready
        if not answer.ready:
            self.stop(at_once=True)
            raise RuntimeError(f"the process that reads documents did not start: {answer}")

    def _ask(self, process: "subprocess.Popen[bytes]", request: Request | None, seconds: float) -> Answer:
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
            return Answer.model_validate_json(line)
        if late.is_set():
            return Answer(late=True)
        status, peak = _end_of(process)
        return Answer(died=status, peak=peak)


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


def _check(answer: Answer, request: Request, limits: Limits) -> None:
    """Raise the error that an answer stands for."""
    if answer.error is not None:
        kind = getattr(errors, answer.error, UnreadableFile)
        raise kind(answer.problem, hint=answer.hint)
    if answer.is_given:
        return
    path = request.name or containers.known_name(request.path)
    verb, done = ("read", "read") if request.seconds is None else ("extract", "extracted")
    if answer.bug is not None:
        _log.error("to %s %s failed\n%s", verb, path, answer.trace)
        raise UnreadableFile(f"{path} cannot be {done}: {answer.bug}", hint="This is a fault of the program: report it")
    if answer.late:
        seconds = request.seconds or limits.wall_seconds
        raise UnreadableFile(f"{path} took more than {seconds:g} seconds to {verb}", hint=_SAVE_ANEW)
    if answer.exhausted:
        raise UnreadableFile(f"{path} takes more than {limits.memory_bytes // MIB:,} MB to {verb}", hint=_SAVE_ANEW)
    status = answer.died or 0
    if status == -getattr(signal, "SIGXCPU", 0):
        seconds = request.seconds or limits.cpu_seconds
        raise UnreadableFile(f"{path} took more than {seconds:g} seconds of computing", hint=_SAVE_ANEW)
    cause = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    killed = status == -getattr(signal, "SIGKILL", 0)  # from outside: nothing follows about the document
    if not killed and answer.peak > _MUCH * limits.memory_bytes:
        most = f"{limits.memory_bytes // MIB:,} MB"
        raise UnreadableFile(
            f"{path} takes more than {most} to {verb}: its reader broke down ({cause})", hint=_SAVE_ANEW
        )
    raise UnreadableFile(f"{path} crashed its reader ({cause})", hint=_SAVE_ANEW)
