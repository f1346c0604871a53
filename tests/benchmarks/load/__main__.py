"""Make a corpus, serve it, ask and ingest at the same time, and print what was met."""

import argparse
import asyncio
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.benchmarks.mixed import release

from .clients import Client, Told

_RATES = 'rate = "1000000/minute"\n'
_MB = 1024
_TRIES = 10
_TICKS = os.sysconf("SC_CLK_TCK")


class Ingest(threading.Thread):
    """One `communique run` after the other, on `portion` releases that are new and one that has changed each."""

    def __init__(self, folder: Path, corpus: Path, first: int, *, portion: int, model: str | None) -> None:
        super().__init__(daemon=True)
        self._folder, self._corpus, self._next, self._portion = folder, corpus, first, portion
        self._model, self._ended = model, threading.Event()
        self.runs, self.releases, self.problems = 0, 0, list[str]()

    def run(self) -> None:
        while not self._ended.is_set():
            write(self._folder, range(self._next, self._next + self._portion))
            _change(self._folder, self.runs)
            self._next += self._portion
            done = ingested(self._folder, self._corpus, self._model)
            self.runs += 1
            self.releases += self._portion
            if done.returncode:
                self.problems.append(done.stderr.strip().splitlines()[-1])

    def stop(self) -> None:
        """Let the run that is under way finish."""
        self._ended.set()
        self.join()


class Watch(threading.Thread):
    """Memory and computing of a process, every half second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._ended, self._begun = pid, threading.Event(), time.monotonic()
        self.memory: list[tuple[float, float]] = []
        self.cpu = 0.0

    def run(self) -> None:
        while not self._ended.wait(0.5):
            pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
            self.memory.append((time.monotonic() - self._begun, pages * os.sysconf("SC_PAGE_SIZE") / _MB / _MB))
            fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
            self.cpu = (int(fields[11]) + int(fields[12])) / _TICKS

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    def slope(self) -> float:
        """MB a minute over the second half, when everything has been loaded."""
        late = self.memory[len(self.memory) // 2 :]
        times, sizes = [each[0] for each in late], [each[1] for each in late]
        return statistics.linear_regression(times, sizes).slope * 60 if len(late) > 2 else 0.0


def write(folder: Path, numbers: range) -> None:
    """The mixed releases of these numbers as files."""
    for number in numbers:
        made = release(number)
        path = folder / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)


def _change(folder: Path, number: int) -> None:
    """A release becomes another: a sentence more at its beginning moves every offset."""
    texts = sorted(folder.rglob("*.txt"))
    if texts:
        path = texts[number % len(texts)]
        path.write_bytes(b"0" * (number + 1) + b"\n" + path.read_bytes())


def ingested(folder: Path, corpus: Path, model: str | None) -> subprocess.CompletedProcess[str]:
    """One `communique run`."""
    command = [sys.executable, "-m", "communique", "run", str(folder), "--corpus", str(corpus)]
    return subprocess.run([*command, *(["--model", model] if model else [])], capture_output=True, text=True)


@contextmanager
def serving(corpus: Path, settings: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server and its process; it has to end as a service does."""
    command = [sys.executable, "-m", "communique", "serve", "--corpus", str(corpus), "--port", "0"]
    with subprocess.Popen([*command, "--settings", str(settings)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def warmed(address: str) -> None:
    """Ask what a server is asked first: the model is loaded, and commitments are followed up."""
    for path in ("api/v1/search?q=warm", "api/v1/follow-up"):
        for _ in range(_TRIES):
            if httpx.get(f"{address}{path}", timeout=120).status_code == httpx.codes.OK:
                break


async def load(address: str, *, clients: int, seconds: float, pause: float) -> Told:
    """Let clients ask for some seconds; what they met."""
    told, until = Told(), time.monotonic() + seconds
    await asyncio.gather(*(Client(address, number, told, pause=pause).work(until) for number in range(clients)))
    return told


def report(told: Told, ingest: Ingest | None, watch: Watch) -> bool:
    """Print what was met; whether all was well."""
    every = sorted(each for some in told.seconds.values() for each in some)
    print(f"{'kind':<14}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'most ms':>9}")
    for kind, some in [*sorted(told.seconds.items()), ("all", every)]:
        if not some:
            continue
        cuts = statistics.quantiles(some, n=100) if len(some) > 1 else some * 99
        p50, p95, p99 = (cuts[place] * 1000 for place in (49, 94, 98))
        print(f"{kind:<14}{len(some):>9}{p50:>9.1f}{p95:>9.1f}{p99:>9.1f}{max(some) * 1000:>9.1f}")
    first, last = watch.memory[0][1], watch.memory[-1][1]
    most = max(size for _, size in watch.memory)
    print(
        f"server: {watch.cpu / max(len(every), 1) * 1000:.1f} ms of computing a request;"
        f" memory {first:.0f} MB at first, {last:.0f} at the end, {most:.0f} at most, {watch.slope():+.1f} MB a minute"
    )
    if ingest is not None:
        print(f"ingest: {ingest.runs} runs, {ingest.releases} releases, {len(ingest.problems)} failed")
    print(f"quotations checked: {told.truths.checked}; wrong: {len(told.truths.wrong)}; errors: {told.errors.total()}")
    for problem in [
        *told.truths.wrong[:20],
        *map(str, told.errors.most_common(20)),
        *(ingest.problems if ingest else []),
    ]:
        print(f"  {problem}")
    return not (told.truths.wrong or told.errors or (ingest is not None and ingest.problems))


def main() -> None:
    """Read the arguments, and do it."""
    parser = argparse.ArgumentParser(description="The server under load.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--releases", type=int, default=200, help="in the corpus at first")
    parser.add_argument("--portion", type=int, default=10, help="new releases a run")
    parser.add_argument("--pause", type=float, default=0.0, help="mean seconds between two requests of a client")
    parser.add_argument("--model", help="the embedding model, e.g. `fake`")
    parser.add_argument("--corpus", type=Path, help="a corpus made before; a copy of it is served")
    parser.add_argument("--without-ingest", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, corpus, settings = Path(place) / "releases", Path(place) / "corpus", Path(place) / "server.toml"
        settings.write_text(_RATES)
        write(folder, range(arguments.releases))
        if arguments.corpus is not None:
            shutil.copytree(arguments.corpus, corpus)
        else:
            ingested(folder, corpus, arguments.model).check_returncode()
        ingest = Ingest(folder, corpus, arguments.releases, portion=arguments.portion, model=arguments.model)
        with serving(corpus, settings) as (address, process):
            warmed(address)
            watch = Watch(process.pid)
            watch.start()
            if not arguments.without_ingest:
                ingest.start()
            told = asyncio.run(
                load(address, clients=arguments.clients, seconds=arguments.seconds, pause=arguments.pause)
            )
            if not arguments.without_ingest:
                ingest.stop()
            watch.stop()
        well = report(told, None if arguments.without_ingest else ingest, watch) and process.returncode == 0
        print(f"the server ended with {process.returncode}")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
