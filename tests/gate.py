"""The accuracy gate: F1 per language and field over the invented releases, never below `gate_baseline.json`.

    python -m tests.gate             compare; exits 1 where a rate is below its floor
    python -m tests.gate --raise     raise every floor to what is reached now
    python -m tests.gate --lower     write what is reached now, floors that fall included; say why in the changelog

A floor is compared with three decimals. The baseline names the SHA-256 of every gold file: where one changed, the
floors say nothing, and the gate fails until they are written anew with `--lower`.
"""

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from extract import run
from ingest import read
from queries.scoring import Scores, read_records, score

DATA = Path(__file__).parent / "data"
BASELINE = Path(__file__).parent / "gate_baseline.json"


def measured() -> Scores:
    """Scores of all gold releases."""
    gold: dict[str, Any] = {}
    for path in gold_files():
        gold.update(read_records(path))
    predicted = {name: run(read(DATA / "releases" / f"{name}.txt")).as_json() for name in gold}
    return score(gold, predicted)


def gold_files() -> list[Path]:
    """The gold records, a file per language."""
    return sorted((DATA / "gold").glob("*.jsonl"))


def fingerprints() -> dict[str, str]:
    """The SHA-256 of each gold file and of all texts."""
    texts = hashlib.sha256(b"".join(path.read_bytes() for path in sorted((DATA / "releases").glob("*.txt"))))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in gold_files()}
    return {**files, "releases": texts.hexdigest()}


def rates(scores: Scores) -> dict[str, float]:
    """`ko/dates` -> F1, `ko/meetings/status` -> share right; cut, not rounded, to three decimals."""
    found: dict[str, float] = {}
    for lang, fields in scores.items():
        for name, tally in fields.items():
            parts = {f"{lang}/{name}/{part}": tally.part(part) for part in tally.parts}
            for key, rate in {f"{lang}/{name}": tally.f1, **parts}.items():
                if rate is not None:
                    found[key] = math.floor(rate * 1000) / 1000
    return found


def shortfalls(now: dict[str, float], baseline: dict[str, Any]) -> list[str]:
    """A line per rate below its floor, and per gold file that is not the one the floors were taken on."""
    lines = [
        f"{name} is not the file that the floors were taken on"
        for name, digest in sorted(fingerprints().items())
        if baseline["fingerprints"].get(name) != digest
    ]
    lines += [
        f"{key}: {now.get(key, 0.0):.3f} is below its floor {floor:.3f}"
        for key, floor in sorted(baseline["floors"].items())
        if now.get(key, 0.0) < floor
    ]
    return lines


def main() -> int:
    """Compare, or write the baseline."""
    parser = argparse.ArgumentParser(description="Compare accuracy with its floors.")
    parser.add_argument("--raise", action="store_true", dest="raising")
    parser.add_argument("--lower", action="store_true", dest="lowering")
    options = parser.parse_args()
    now = rates(measured())
    baseline = json.loads(BASELINE.read_text()) if BASELINE.exists() else {"floors": {}, "fingerprints": fingerprints()}
    if options.raising or options.lowering:
        floors = (
            now if options.lowering else {key: max(rate, baseline["floors"].get(key, 0)) for key, rate in now.items()}
        )
        BASELINE.write_text(json.dumps({"fingerprints": fingerprints(), "floors": floors}, indent=1) + "\n")
        return 0
    lines = shortfalls(now, baseline)
    sys.stderr.writelines(line + "\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
