"""The page of what was measured: tables with the commands, and the plots."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .adding import EACH, ONCE
from .plots import plot, shares

_RELEASE, _QUESTION = 1.2, 3.0
"""How many times as much the largest corpus may cost as the smallest: a release, a question."""


def write_page(told: dict[str, Any], out: Path) -> None:
    """Write plots into the folder `out`, and the page beside it."""
    plot(told, out)
    page = out.with_suffix(".md")
    page.write_text("\n\n".join(_sections(told, out.name)) + "\n", encoding="utf-8")


def _sections(told: dict[str, Any], folder: str) -> Iterable[str]:
    plan, machine = told["plan"], told["machine"]
    sizes = sorted(
        (int(size), found) for size, found in told["sizes"].items() if {"add", "ask", "disk"} <= found.keys()
    )
    loads = [found[stage].get("load", 0.0) for _, found in sizes for stage in ("add", "ask")]
    yield "# Growth"
    yield (
        f"What a release and a question cost as a corpus grows, measured by `make bench` and written by it"
        f" (`python -m tests.benchmarks.growth --page` writes this page anew from `{folder}/results.json`)."
    )
    yield (
        f"Machine: {machine['processor']}, {machine['cores']} cores, {machine['memory']} GiB, Python"
        f" {machine['python']}, program {machine['program']}. Load at the end of the stages compared:"
        f" {min(loads):.1f} to {max(loads):.1f}"
        + (", so **the machine was busy with other work**, and only seconds of the processor can be compared, roughly."
           if max(loads) > machine["cores"] + 1 else ".")
    )  # fmt: skip
    yield "## What is real and what is repeated"
    yield (
        f"The first {plan['base']:,} releases are generated (`tests.benchmarks.mixed`) and read from files by the"
        " pipeline itself. Larger corpora are filled up with repetitions of these, through the store and the index as"
        " the pipeline does it, but without reading and embedding anew: a third of the words that no evidence quotes is"
        " replaced by others of the same length; ids, paths, hashes, days, events and the series of meetings are those"
        f" of the repetition. In the index a repetition has at most {plan['each']} of its passages, their vectors with"
        " noise of half their length, their word pieces the same. Titles and names stay; their items of"
        " agreement are not matched across releases. A release is as near to"
        " others of its repetition as it was before, and to none of another: so a larger corpus has more meetings and"
        " texts, not more releases on each."
    )
    yield (
        f"At each size {plan['added']} further releases, the same each time, are then read from files and taken in by"
        f" the steps of the pipeline, and {3 * plan['asked']} questions in three languages asked of the whole"
        " (`queries.search.Searcher`, ten releases each) in a new process. These two are what is compared."
    )
    yield "## A release"
    yield _releases(sizes)
    yield f"![Cost of a release by stage]({folder}/release.svg)"
    yield _once(sizes, plan["added"])
    yield "## A question"
    yield _questions(sizes)
    yield f"![Time of a question]({folder}/question.svg)"
    yield "## Building, memory and disk"
    yield _built(sizes)
    yield f"![Memory and disk]({folder}/space.svg)"
    yield "## Beside other programs"
    yield from _peers(told.get("peers", []), folder)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _releases(sizes: list[tuple[int, dict[str, Any]]]) -> str:
    parts = [shares(size, found) for size, found in sizes]
    head = ["ms of the processor a release", *(f"{size:,}" for size, _ in sizes), "times"]
    stages = [*EACH, "once a run"]
    rows = [[stage, *(f"{part[stage]:.1f}" for part in parts), _times(parts, stage)] for stage in stages]
    totals = [sum(part.values()) for part in parts]
    rows.append(["**all**", *(f"**{total:.1f}**" for total in totals), f"**{totals[-1] / totals[0]:.2f}**"])
    return (
        _table(head, rows)
        + f"\n\nA release at {sizes[-1][0]:,} costs {totals[-1] / totals[0]:.2f} times one at {sizes[0][0]:,}; allowed"
        f' are {_RELEASE}. "Once a run" is what a run does once, divided by the size: the run that brings them all.'
        + (" **This is more than allowed.**" if totals[-1] > _RELEASE * totals[0] else "")
    )


def _times(parts: list[dict[str, float]], stage: str) -> str:
    return f"{parts[-1][stage] / parts[0][stage]:.2f}" if parts[0][stage] > 0 else "-"


def _once(sizes: list[tuple[int, dict[str, Any]]], added: int) -> str:
    head = ["seconds of the processor, once a run", *(f"{size:,}" for size, _ in sizes)]
    names = {
        "opening": "looking up what is stored", "signatures": "signatures of all texts, for near copies",
        "comparing": "comparing store and index",
    }  # fmt: skip
    rows = [
        [names[stage], *(f"{found['add']['processor'].get(stage, 0.0):.2f}" for _, found in sizes)] for stage in ONCE
    ]
    sums = [sum(found["add"]["processor"].get(stage, 0.0) for stage in ONCE) for _, found in sizes]
    rows.append(["all", *(f"{total:.2f}" for total in sums)])
    return (
        _table(head, rows)
        + "\n\nThese grow with the corpus, not with what a run brings, so a small run on a large corpus pays little"
        f" else: in a run of {added} releases they are"
        f" {', '.join(f'{1000 * total / added:.0f}' for total in sums)} ms a release."
    )


def _questions(sizes: list[tuple[int, dict[str, Any]]]) -> str:
    head = ["releases", "p50, ms", "p95, ms", "p50 of the processor", "p95 of the processor", "first, cold, ms"]
    rows = []
    for size, found in sizes:
        asked = found["ask"]
        values = [asked[kind][share] for kind in ("clock", "processor") for share in ("p50", "p95")]
        rows.append([f"{size:,}", *(f"{value:.1f}" for value in values), f"{asked['cold']:.0f}"])
    first, last = sizes[0][1]["ask"], sizes[-1][1]["ask"]
    ratios = {kind: last[kind]["p50"] / first[kind]["p50"] for kind in ("clock", "processor")}
    return (
        _table(head, rows)
        + f"\n\nA question at {sizes[-1][0]:,} releases takes {ratios['clock']:.2f} times one at {sizes[0][0]:,} by the"
        f" clock and {ratios['processor']:.2f} times of the processor (p50); allowed are {_QUESTION:.0f}."
        + (" **This is more than allowed.**" if ratios["clock"] > _QUESTION else "")
    )


def _built(sizes: list[tuple[int, dict[str, Any]]]) -> str:
    head = ["releases", "how they came", "passages", "store, ms a release", "index, ms a passage", "memory, adding",
            "memory, asking (own)", "store, kB a release", "index, kB a release"]  # fmt: skip
    rows, passages = [], ""
    for size, found in sizes:
        filled, disk = found.get("index"), found["disk"]
        if filled:
            passages = f"{filled['passages']:,}"
            how = "filled"
            store = f"{1000 * found['store']['processor'] / max(found['store']['done'], 1):.1f}"
            index = f"{1000 * filled['processor'] / max(filled['added'], 1):.2f}"
        else:
            read = found["read"]
            how = f"read: {read['clock']:.0f} s, {read['processor']:.0f} s of the processor, {read['peak']:.0f} MB"
            passages, store, index = "-", "-", "-"
        rows.append([
            f"{size:,}", how, passages, store, index, f"{found['add']['memory']:.0f} MB",
            f"{found['ask']['memory']:.0f} MB ({found['ask']['own']:.0f})", f"{1024 * disk['store'] / size:.0f}",
            f"{1024 * disk['index'] / size:.0f}",
        ])  # fmt: skip
    return _table(head, rows) + (
        "\n\nStore and index are the seconds of the processor of the filling, vectors given, merging of segments"
        " included. Memory of asking counts the mapped files of the index, which the system may take back; in brackets"
        " is what the process has of its own. Adding embeds too, and so has the model in bulk form."
    )


def _peers(rows: list[dict[str, Any]], folder: str) -> Iterable[str]:
    present = [row for row in rows if "missing" not in row]
    if present:
        head = ["peer", "what", "on", "unit", "peer's", "here", "building, s", "of the nearest ten"]
        yield _table(
            head,
            [
                [f"{row['peer']} {row['version']}", row["what"], row["on"], row["unit"], _figure(row["theirs"]),
                 _figure(row["ours"]), _figure(row.get("build")), _figure(row.get("recall"))]
                for row in present
            ],
        )  # fmt: skip
        yield f"![Ratios to the peers]({folder}/peers.svg)"
        yield (
            "Seconds of the processor throughout. Search here means all of it but embedding the question: vectors,"
            " words, numbers and close reading word piece by word piece, from files; the peers look at vectors alone."
            " The lines with dates are those that the rules here were developed on, the peers have not seen them."
        )
    missing = [row["missing"] for row in rows if "missing" in row]
    if missing or not rows:
        yield "Not compared:\n\n" + "\n".join(f"- {line}" for line in missing or ["no peer was asked for"])


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
