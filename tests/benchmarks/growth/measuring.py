"""The stages of a measurement in order, and what each told, kept as soon as it is done."""

import hashlib
import json
import os
import platform
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from communique.version import code_version

from .stage import ended, start

RESULTS = "results.json"
_ADDED, _ASKED = 200, 20
_LARGEST_READ = 10_000
"""Releases that `real` reads at most."""


@dataclass(frozen=True)
class Plan:
    """What is measured: the sizes, how many releases are added and questions asked of a language at each.

    `each` is how many passages a repeated release has at most; `real` reads sizes up to 10,000 from files. `model` is
    the embedding model, None for the default.
    """

    sizes: tuple[int, ...] = (1000, 10_000, 100_000)
    real: bool = False
    added: int = _ADDED
    asked: int = _ASKED
    each: int = 4
    model: str | None = None

    @property
    def base(self) -> int:
        """Releases that are read from files, before any is repeated."""
        read = [size for size in self.sizes if size <= _LARGEST_READ] if self.real else []
        return max([min(self.sizes), *read])


@dataclass
class Results:
    """What was measured, by size and stage, in a file that is written after every stage."""

    path: Path
    told: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def opened(cls, path: Path, plan: Plan) -> "Results":
        """What is there, where it is of the same plan and program; else nothing yet."""
        mark = hashlib.sha256(f"{plan}{code_version()}".encode()).hexdigest()[:12]
        told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if told and told.get("plan", {}).get("mark") != mark:
            raise SystemExit(
                f"{path} is of other sizes or another version of the program. Name another folder with --work, or"
                " delete this one"
            )
        plan_told = {
            "mark": mark, "sizes": list(plan.sizes), "real": plan.real, "base": plan.base, "added": plan.added,
            "asked": plan.asked, "each": plan.each,
        }  # fmt: skip
        told = {"plan": plan_told, "machine": machine(), "sizes": {}, **told}
        return cls(path, told)

    def keep(self, size: int, stage: str, found: dict[str, Any]) -> None:
        """Note what a stage told."""
        self.told["sizes"].setdefault(str(size), {})[stage] = found
        part = self.path.with_name(f"{self.path.name}.part")
        part.write_text(json.dumps(self.told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(self.path)

    def has(self, size: int, stage: str) -> bool:
        """Whether a stage is done."""
        return stage in self.told["sizes"].get(str(size), {})


def measure(plan: Plan, work: Path) -> dict[str, Any]:
    """Perform what is not done yet; what all stages told."""
    work.mkdir(parents=True, exist_ok=True)
    results = Results.opened(work / RESULTS, plan)
    for size in plan.sizes:
        if size <= plan.base:
            _perform(results, work, size, {"read": {"size": size, "model": plan.model}})
        else:
            filled = {"size": size, "base": plan.base}
            _perform(results, work, size, {"store": filled, "index": {**filled, "each": plan.each}})
        for name, options in (("add", {"count": plan.added}), ("ask", {"each": plan.asked}), ("disk", {})):
            _perform(results, work, size, {name: options})
    return results.told


def _perform(results: Results, work: Path, size: int, stages: dict[str, dict[str, Any]]) -> None:
    """Stages that run at once."""
    open_stages = {name: options for name, options in stages.items() if not results.has(size, name)}
    started = {name: start(name, work, options) for name, options in open_stages.items()}
    for name, process in started.items():
        found = ended(process)
        results.keep(size, name, found)
        print(f"{size:>8,} releases: {name} in {found['took']:.0f} s", flush=True)


def machine() -> dict[str, Any]:
    """What it is measured on."""
    processor = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    total = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "processor": processor, "cores": len(os.sched_getaffinity(0)), "memory": round(total / 2**20),
        "python": platform.python_version(), "program": code_version(),
        "packages": {name: version(name) for name in ("numpy", "torch", "faiss-cpu", "spacy")},
        "platform": sys.platform,
    }  # fmt: skip


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
