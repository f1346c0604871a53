"""Where tables stand among the lines of a text."""

import re
from collections.abc import Iterator, Sequence

from ingest.head.moments import first_moment
from ingest.head.rules import label_patterns
from ingest.layout.lines import Line, columns

from .grid import Grid, Span

_CELL = re.compile(r"[^\t]+")
_BAR_CELL = re.compile(r"[^|]+")
_BLANKS = re.compile(r"\S(?:[^\n]*?\S)??(?=\s{2,}|\s*$)")
_RULE = re.compile(r"[\s|+:=─━┌┐└┘├┤┬┴┼╋═-]{3,}$")
_FIGURE = r"(?:[-+△▲]?\d[\d,]*(?:\.\d+)?%?|[-–])"
_FIGURES = re.compile(rf"(?P<label>\D[^\t]*?)??(?P<figures>{_FIGURE}(?:\s+{_FIGURE}){{2,}})$")
_ASIDE = 2
"""How many columns of the paper a cell may stand to the side of the name above it."""
_SPLIT_CELL = 60
_COLUMNS = 3
_LONGEST_CELL = 30
_FIRST_ROW = re.compile(r"1\.?\t")
_WORD = re.compile(r"\S+")
_PAGE = re.compile(r"-\s?\d{1,4}\s?-$")
_WIDEST_ROW = 2000
_WIDEST_PLAIN_ROW = 300


def find_tables(text: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of `text`, in order; their lines are numbered by `Line.table`.

    Lines that belong to a table already (from the file's own structure) are left alone.
    """
    found: list[Grid] = []
    for grid in _candidates(text, lines):
        if all(lines[i].table is None for i in range(grid.first, grid.last + 1)):
            for i in range(grid.first, grid.last + 1):
                lines[i].table = len(found)
            found.append(grid)
    return found


def _candidates(text: str, lines: Sequence[Line]) -> Iterator[Grid]:
    at = 0
    while at < len(lines):
        line = lines[at]
        grid = None
        if line.table is None and line.width <= _WIDEST_ROW:
            if "\t" in line.words:
                grid = _flowing(text, lines, at) or _tabbed(text, lines, at)
            elif "|" in line.words:
                grid = _barred(text, lines, at)
            elif "  " in line.words and line.width <= _WIDEST_PLAIN_ROW:
                grid = _spaced(text, lines, at)
            if grid is None and line.words[-1:].isdigit() and line.width <= _WIDEST_PLAIN_ROW:
                grid = _figured(text, lines, at)
        if grid is None:
            at += 1
            continue
        yield grid.without_empty_columns()
        at = grid.last + 1


def _is_free(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and lines[at].table is None


def _tabbed(text: str, lines: Sequence[Line], first: int) -> Grid | None:
    """Rows with a tab between cells; a cell may go on in lines without one."""
    rows = [_tab_cells(text, lines[first])]
    last = first
    at = first + 1
    while _is_free(lines, at) and lines[at].gap == 1:
        if "\t" in lines[at].words or lines[at].tabbed:
            rows.append(_tab_cells(text, lines[at]))
            last = at
            at += 1
            continue
        ahead = at + 1
        while ahead < at + 3 and _is_free(lines, ahead) and lines[ahead].gap == 1 and "\t" not in lines[ahead].words:
            ahead += 1
        short = all(line.width <= _SPLIT_CELL for line in lines[at:ahead])
        if not (short and _is_free(lines, ahead) and lines[ahead].gap == 1 and "\t" in lines[ahead].words):
            break
        col, (start, _) = rows[-1][-1]
        rows[-1][-1] = (col, (start, lines[ahead - 1].end))
        last = ahead - 1
        at = ahead
    return Grid(first, last, rows) if len(rows) > 1 or _is_box_of_one_row(lines[first]) else None


def _is_box_of_one_row(line: Line) -> bool:
    """Whether a row says when a release comes out and when it was handed out: all that the box at the head holds."""
    labels = label_patterns().every
    return all(labels.search(cell) and first_moment(cell) for cell in line.words.split("\t"))


def _flowing(text: str, lines: Sequence[Line], first: int) -> Grid | None:
    """Rows whose cells run over several lines each: a row ends when it has as many tabs as the row of names above.

    Where all rows stand on lines of their own there is nothing to put together. The row of names may come again at
    the head of a page, after the number of the page before.
    """
    names = lines[first].words
    tabs = names.count("\t")
    last = first
    if _is_free(lines, first + 2) and _names_on_two_lines(lines[first + 1].words, lines[first + 2].words):
        last = first + 1
        tabs += lines[last].words.count("\t")
    if tabs < _COLUMNS - 1 or lines[first].tabbed or "\t\t" in names or not _is_free(lines, last + 1):
        return None
    if _tabs_of(text, lines[last + 1]) >= tabs:
        return None
    rows = [_cells_between(text, lines[first], lines[last])]
    at = last + 1
    names_lines = last - first + 1
    while _is_free(lines, at):
        if lines[at].words == names:
            at += names_lines
            continue
        end = _row_end(text, lines, at, tabs)
        if end is None:
            break
        rows.append(_cells_between(text, lines[at], lines[end]))
        last = end
        at = end + 1
        if _is_free(lines, at) and _PAGE.match(lines[at].words):
            ahead = next((k for k in range(at + 1, at + 4) if _is_free(lines, k) and lines[k].words == names), None)
            if ahead is None:
                break
            at = ahead
    return Grid(first, last, rows) if len(rows) > 2 else None


def _names_on_two_lines(second: str, third: str) -> bool:
    """Whether the row of names goes on in the second line, the third being the row numbered 1."""
    return "\t" in second and not second[:1].isdigit() and _FIRST_ROW.match(third) is not None


def _row_end(text: str, lines: Sequence[Line], first: int, tabs: int) -> int | None:
    """The last line of the row that begins on line `first`; None where no row of this many tabs does."""
    count = _tabs_of(text, lines[first])
    at = first
    while count < tabs:
        at += 1
        if not _is_free(lines, at) or lines[at].gap > 1 or at - first > _LONGEST_CELL:
            return None
        count += _tabs_of(text, lines[at])
    if count > tabs:
        return None
    while (
        _is_free(lines, at + 1)
        and lines[at + 1].gap == 1
        and not _tabs_of(text, lines[at + 1])
        and lines[at + 1].width <= _SPLIT_CELL
        and not _PAGE.match(lines[at + 1].words)
    ):
        at += 1
    return at


def _tabs_of(text: str, line: Line) -> int:
    return text.count("\t", _lead(text, line), line.end)


def _lead(text: str, line: Line) -> int:
    """Where the blanks before a line begin."""
    start = line.start
    while start > 0 and text[start - 1] in " \t\u3000\u00a0":
        start -= 1
    return start


def _cells_between(text: str, first: Line, last: Line) -> list[tuple[int, Span]]:
    cells = []
    start = _lead(text, first)
    for cell in _CELL.finditer(text, start, last.end):
        span = _trimmed(text, cell.start(), cell.end())
        if span:
            cells.append((text.count("\t", start, cell.start()), span))
    return cells


def _tab_cells(text: str, line: Line) -> list[tuple[int, Span]]:
    return _cells_between(text, line, line)


def _barred(text: str, lines: Sequence[Line], first: int) -> Grid | None:
    """Rows of Markdown or box drawing: the same number of bars in each, rules between them left out."""
    bars = lines[first].words.count("|")
    rows = []
    at = last = first
    while _is_free(lines, at) and (at == first or lines[at].gap == 1):
        words = lines[at].words
        if _RULE.match(words):
            pass
        elif words.count("|") == bars:
            rows.append(_bar_cells(text, lines[at]))
            last = at
        else:
            break
        at += 1
    framed = lines[first].words.startswith("|") and lines[first].words.endswith("|") and bars > 2
    return Grid(first, last, rows) if len(rows) > (1 if framed else 2) and bars >= (2 if framed else 1) else None


def _bar_cells(text: str, line: Line) -> list[tuple[int, Span]]:
    cells = []
    for cell in _BAR_CELL.finditer(line.words):
        span = _trimmed(text, line.start + cell.start(), line.start + cell.end())
        if span:
            cells.append((line.words.count("|", 0, cell.start()), span))
    return cells


def _spaced(text: str, lines: Sequence[Line], first: int) -> Grid | None:
    """Rows whose cells are set apart by two blanks or more: three cells in the first of three rows at least.

    A row with fewer cells has them below those of the first row.
    """
    rows: list[list[tuple[int, Span]]] = []
    edges: list[int] = []
    at = first
    while _is_free(lines, at) and (at == first or lines[at].gap == 1) and "  " in lines[at].words:
        line = lines[at]
        spans = [(line.start + cell.start(), line.start + cell.end()) for cell in _BLANKS.finditer(line.words)]
        places: Sequence[int] | None = range(len(spans))
        if not rows:
            edges = _edges(text, line, spans)
        elif len(spans) != len(rows[0]):
            places = _below(_edges(text, line, spans), edges)
        if places is None or (not rows and len(spans) < _COLUMNS):
            break
        rows.append(list(zip(places, spans, strict=True)))
        at += 1
    return Grid(first, at - 1, rows) if len(rows) >= _COLUMNS else None


def _edges(text: str, line: Line, spans: Sequence[Span]) -> list[int]:
    """How far from the left edge of the paper each cell begins."""
    return [line.indent + columns(text[line.start : start]) for start, _ in spans]


def _below(edges: Sequence[int], names: Sequence[int]) -> list[int] | None:
    """The columns below whose names cells stand; None where one stands below none, or two below the same."""
    places = []
    for edge in edges:
        place = min(range(len(names)), key=lambda n: abs(names[n] - edge))
        if abs(names[place] - edge) > _ASIDE or place in places:
            return None
        places.append(place)
    return places if len(places) > 1 else None


def _figured(text: str, lines: Sequence[Line], first: int) -> Grid | None:
    """Rows that end in the same number of figures, three at least; a line without figures may name a group of rows."""
    rows: list[list[tuple[int, Span]]] = []
    at = last = first
    count = 0
    while _is_free(lines, at) and (at == first or lines[at].gap <= 2) and at - last <= 3:
        line = lines[at]
        match = _FIGURES.match(line.words) if line.width <= _WIDEST_PLAIN_ROW else None
        if match is None:
            if line.width > 20 or any(c.isdigit() for c in line.words):
                break
            at += 1
            continue
        figures = list(_WORD.finditer(line.words[match.start("figures") :]))
        if rows and len(figures) != count:
            break
        count = len(figures)
        offset = line.start + match.start("figures")
        label = _trimmed(text, line.start, offset)
        row: list[tuple[int, Span]] = [(0, label)] if label else []
        rows.append(row + [(n, (offset + f.start(), offset + f.end())) for n, f in enumerate(figures, 1)])
        last = at
        at += 1
    return Grid(first, last, rows) if len(rows) >= _COLUMNS else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    right = len(inner.rstrip())
    return (start + left, start + right) if left < right else None
