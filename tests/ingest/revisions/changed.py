"""Invented releases as others print them, as their pages change by themselves, and with one fact changed."""

import html
import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any


@cache
def outlets() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("outlets.toml").read_text(encoding="utf-8"))


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def day_of(text: str) -> tuple[int, int, int]:
    """The day of issue, as the text states it first; outlets print it on the same day."""
    found = re.search(r"(20\d\d)\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})", unicodedata.normalize("NFKC", text))
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)


def with_head(text: str, lang: str, rng: random.Random) -> str:
    year, month, day = day_of(text)
    head = outlets()[lang]["heads"][rng.randrange(2) if year else 1].format(y=year, m=month, d=day)
    lines = paragraphs(text)
    return str(head) + "\n".join(lines[rng.choice((0, 0, 1)) :])


def with_dateline(text: str, lang: str, rng: random.Random) -> str:
    lines = paragraphs(text)
    first = next(number for number, line in enumerate(lines) if len(line) > 80 or number == len(lines) - 1)
    lines[first] = outlets()[lang]["dateline"] + lines[first]
    return "\n".join(lines)


def with_foot(text: str, lang: str, rng: random.Random) -> str:
    return text.rstrip() + str(rng.choice(outlets()[lang]["feet"]))


def cut(text: str, lang: str, rng: random.Random) -> str:
    lines = paragraphs(text)
    return "\n".join(lines[: max(len(lines) - rng.randint(1, max(len(lines) // 4, 1)), 3)])


def without_paragraph(text: str, lang: str, rng: random.Random) -> str:
    lines = paragraphs(text)
    at = rng.randrange(len(lines) // 2, len(lines))
    return "\n".join(lines[:at] + lines[at + 1 :])


def punctuated(text: str, lang: str, rng: random.Random) -> str:
    for one, other in outlets()["punctuation"].items():
        text = text.replace(one, other)
    return text


def as_agency(text: str, lang: str, rng: random.Random) -> str:
    """All of it at once."""
    return with_foot(with_head(punctuated(cut(text, lang, rng), lang, rng), lang, rng), lang, rng)


REPOSTS: tuple[Callable[[str, str, random.Random], str], ...] = (
    with_head, with_dateline, with_foot, cut, without_paragraph, punctuated, as_agency,
)  # fmt: skip


def another_name(text: str, names: list[str], lang: str, rng: random.Random) -> str:
    """The releases of a series: the same words with another person."""
    if not names:
        return text
    others = outlets()[lang]["names"]
    return text.replace(rng.choice(names), rng.choice(others))


def one_syllable(text: str, names: list[str], lang: str, rng: random.Random) -> str:
    """A name that differs in its last syllable only."""
    if not names or lang == "en":
        return text
    name = rng.choice(names)
    other = {"ko": "혁", "zh": "鹏"}[lang]
    return text.replace(name, name[:-1] + (other if name[-1] != other else name[0]))


def another_count(text: str, lang: str, rng: random.Random) -> str:
    """A number of the body is another."""
    body = len(text) // 3
    found = [match for match in re.finditer(r"(?<![\d.,])\d{1,3}(?![\d.,])", text) if match.start() > body]
    if not found:
        return text
    match = rng.choice(found)
    return f"{text[: match.start()]}{int(match[0]) + 1}{text[match.end() :]}"


PLAIN = str.maketrans("“”‘’｢｣", "\"\"''「」")
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title} - {site}</title>{script}</head><body>
<div id="gnb"><ul>{menu}</ul></div><div class="content"><h3 class="title">{title}</h3>
<div class="info"><span>{counter}</span>{buttons}</div>
<article class="view_cont">{body}</article>{related}</div>
<div id="footer">{footer}</div></body></html>"""


def page(text: str, lang: str, **changed: str) -> str:
    """The release as a page of an invented ministry."""
    words = outlets()[lang]
    lines = paragraphs(text)
    parts = {
        "charset": "utf-8",
        "title": html.escape(lines[0]),
        "site": words["site"],
        "script": "",
        "menu": "".join(f"<li><a href='/m'>{item}</a></li>" for item in words["menu"]),
        "counter": words["counter"].format(n=1204),
        "buttons": "",
        "body": "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:]),
        "related": f"<div class='related'><p>{words['related'].format(t='가나 1')}</p></div>",
        "footer": words["footer"],
    }  # fmt: skip
    return PAGE.format(**{**parts, **changed})


def cosmetics(text: str, lang: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Pairs of a page (or text) and the same with a change that says nothing: name, before, after."""
    words = outlets()[lang]
    lines = paragraphs(text)
    body = [html.escape(line) for line in lines[1:]]
    pages = {
        "counter": {"counter": words["counter"].format(n=98765)},
        "menu": {"menu": "".join(f"<li><a href='/n'>{item}</a></li>" for item in [*words["menu"], "2026"])},
        "related": {"related": f"<div class='related'><p>{words['related'].format(t='가나 2025')}</p></div>"},
        "neighbours": {"related": f"<div class='prev'><p>{words['older'].format(t='Gana 2025-01-02')}</p></div>"},
        "footer": {"footer": words["footer"] + " 2026 v2"},
        "script": {"script": "<script>var token='a81f';</script><meta name='csrf' content='77'>"},
        "markup": {"body": "".join(f"<div><span style='color:#000'>{line}</span></div>\n" for line in body)},
        "spacing": {"body": "".join(f"<p>\n  {line.replace(' ', '&nbsp; ')}\n</p>" for line in body)},
        "quotes": {"body": "".join(f"<p>{line.translate(PLAIN)}</p>" for line in body)},
        "site": {"site": words["site"] + " | 2026"},
    }
    for name, changed in pages.items():
        yield name, page(text, lang).encode(), page(text, lang, **changed).encode()
    charset = words["charset"]
    yield "charset", page(text, lang).encode(), page(text, lang, charset=charset).encode(charset, "xmlcharrefreplace")
    yield "encoding", text.encode(), text.encode("utf-16")
    yield "line ends", text.encode(), "\r\n".join(text.split("\n")).encode() + b"\r\n\r\n"
    yield "blank lines", text.encode(), text.replace("\n\n", "\n\n\n").encode()
