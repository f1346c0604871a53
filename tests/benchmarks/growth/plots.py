"""Plots of what was measured, as SVG; the same figures give the same bytes."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from .adding import EACH, ONCE

_COLOURS = ("#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677", "#aa3377", "#bbbbbb", "#222222")
_WIDTH, _HEIGHT = 7.2, 3.8
_STYLE = {
    "svg.hashsalt": "communique", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9,
    "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False,
}  # fmt: skip


def plot(told: dict[str, Any], folder: Path) -> list[str]:
    """Draw all plots into a folder; their names."""
    drawn = {"release.svg": _release, "question.svg": _question, "space.svg": _space, "peers.svg": _peers}
    with mpl.rc_context(_STYLE):
        for name, draw in drawn.items():
            figure, axes = plt.subplots(figsize=(_WIDTH, _HEIGHT), layout="constrained")
            if draw is _peers:
                figure.set_size_inches(_WIDTH, max(1.5, 0.42 * len(_compared(told)) + 0.8))
            draw(axes, told)
            figure.savefig(folder / name, metadata={"Date": None, "Creator": None})
            plt.close(figure)
    return list(drawn)


def shares(size: int, found: dict[str, Any]) -> dict[str, float]:
    """Milliseconds of the processor a release, by stage; what a run does once, spread over a run of all releases."""
    added = found["add"]
    told = {stage: 1000 * added["processor"].get(stage, 0.0) / added["count"] for stage in EACH}
    told["once a run"] = sum(1000 * added["processor"].get(stage, 0.0) for stage in ONCE) / size
    return told


def _sizes(told: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return sorted((int(size), found) for size, found in told["sizes"].items() if {"add", "ask", "disk"} <= found.keys())


def _release(axes: Axes, told: dict[str, Any]) -> None:
    sizes = _sizes(told)
    names = [f"{size:,}" for size, _ in sizes]
    bottom = [0.0] * len(sizes)
    for colour, stage in zip(_COLOURS, (*EACH, "once a run"), strict=False):
        values = [shares(size, found)[stage] for size, found in sizes]
        axes.bar(names, values, bottom=bottom, label=stage, color=colour, width=0.5)
        bottom = [low + value for low, value in zip(bottom, values, strict=True)]
    for place, total in enumerate(bottom):
        axes.text(place, total, f"{total:.0f}", ha="center", va="bottom")
    axes.set_xlabel("releases in the corpus")
    axes.set_ylabel("ms of the processor a release")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), reverse=True)


def _question(axes: Axes, told: dict[str, Any]) -> None:
    sizes = _sizes(told)
    for row, (kind, style) in enumerate((("clock", "-"), ("processor", "--"))):
        for colour, share in zip(_COLOURS[row::4], ("p50", "p95"), strict=False):
            values = [found["ask"][kind][share] for _, found in sizes]
            axes.plot([size for size, _ in sizes], values, style, marker="o", color=colour, label=f"{share}, {kind}")
    _by_size(axes, sizes, "ms a question")


def _space(axes: Axes, told: dict[str, Any]) -> None:
    sizes = _sizes(told)
    lines = {
        "memory, adding 200": [found["add"]["memory"] for _, found in sizes],
        "memory, asking, with mapped files": [found["ask"]["memory"] for _, found in sizes],
        "disk, store": [found["disk"]["store"] for _, found in sizes],
        "disk, index": [found["disk"]["index"] for _, found in sizes],
    }
    for colour, (label, values) in zip(_COLOURS[::2], lines.items(), strict=True):
        axes.plot([size for size, _ in sizes], values, "o-" if "memory" in label else "s--", color=colour, label=label)
    axes.set_yscale("log")
    _by_size(axes, sizes, "MB", zero=False)


def _by_size(axes: Axes, sizes: list[tuple[int, dict[str, Any]]], unit: str, *, zero: bool = True) -> None:
    axes.set_xscale("log")
    axes.set_xticks([size for size, _ in sizes], [f"{size:,}" for size, _ in sizes])
    axes.minorticks_off()
    axes.set_xlabel("releases in the corpus")
    axes.set_ylabel(unit)
    if zero:
        axes.set_ylim(bottom=0)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _compared(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in told.get("peers", ()) if "missing" not in row and row["ours"] and row["theirs"]]


def _peers(axes: Axes, told: dict[str, Any]) -> None:
    rows = _compared(told)
    names = [f"{row['peer']}: {row['what'].split(',')[0]}\n{row['on']}" for row in rows]
    ratios = [row["theirs"] / row["ours"] if row["less is better"] else row["ours"] / row["theirs"] for row in rows]
    axes.barh(names, ratios, color=[_COLOURS[2] if ratio >= 1 else _COLOURS[4] for ratio in ratios], height=0.6)
    axes.axvline(1, color="#222222", linewidth=0.8)
    for place, ratio in enumerate(ratios):
        axes.text(ratio, place, f" {ratio:.2g}", va="center")
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("how many times as good as the peer (quicker, or more found); 1: alike")
    axes.tick_params(axis="y", labelsize=7)
