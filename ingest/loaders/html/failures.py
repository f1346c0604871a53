"""Pages that hold no release: errors sent as pages or in place of files, logins, pages that a script fills in."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import UnreadableFile
from ingest.downloads import downloads

from .nodes import words_of
from .rules import pages

_SAID = re.compile(r"alert\(\s*[\"'](.{1,300}?)[\"']\s*\)", re.DOTALL)
_SENT = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\(|window\.open\()\s*[\"']([^\"']{1,500})[\"']"
)
_BACK = re.compile(r"history\.(?:back|go)\s*\(|window\.close\s*\(")
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]{1,500})", re.IGNORECASE)
_SCRIPTS = 40
_LONGEST_SCRIPT = 20_000
_LONGEST_SAID = 80
_PAGE_ENDINGS = (".txt", ".rtf", ".hml")
_RELEASE = 80
_FAILED = "Fetch it again, or check its address"
_LOADED = "Save it from a browser after it has loaded, or fetch the file that it links to"


def check_failure(tree: LexborHTMLParser, body: LexborNode | None, name: str) -> None:
    """Refuse a page that says only why it has nothing to say; `body` is the text of the release, where one was found.

    Raises:
        UnreadableFile: an error page, a login, a page that denies access or needs JavaScript.
    """
    text = words_of(body) if body is not None else ""
    spoken = text or _spoken(tree)
    if len(spoken) > pages().failures.longest or (text and _tells(text)):
        return
    titles = [" ".join(node.text().split()) for node in tree.css("title, h1, h2, h3")[:50]]
    for kind in pages().failures.kind:
        if kind.id == "login" and tree.css_first("input[type='password']") is None:
            said = kind.said((), spoken)
        else:
            said = kind.said(titles, spoken)
        if said is not None:
            raise UnreadableFile(f"{name} {_wrong_kind(name)}{kind.says}: “{_short(said)}”", hint=kind.hint)


def no_text(tree: LexborHTMLParser, name: str) -> UnreadableFile:
    """The error for a page without text, by what its scripts and frames do instead."""
    scripts = "\n".join((node.text() or "")[:_LONGEST_SCRIPT] for node in tree.css("script")[:_SCRIPTS])
    said, sent = _SAID.search(scripts), _SENT.search(scripts)
    wrong = _wrong_kind(name)
    if said is not None:
        return UnreadableFile(f"{name} {wrong}only shows a message: “{_short(said[1])}”", hint=_FAILED)
    if (target := sent[1] if sent else _refreshed(tree)) is not None:
        return UnreadableFile(f"{name} {wrong}only sends the browser on to {_short(target)}", hint="Fetch that address")
    if _BACK.search(scripts):
        return UnreadableFile(f"{name} {wrong}only sends the browser back", hint=_FAILED)
    frame = next((src for node in tree.css("frame[src], iframe[src]") if (src := node.attributes.get("src"))), None)
    if frame is not None:
        return UnreadableFile(
            f"{name} {wrong}only shows another page in a frame: {_short(frame)}", hint="Fetch that address"
        )
    return UnreadableFile(f"{name} is a page without text", hint=_LOADED)


def _spoken(tree: LexborHTMLParser) -> str:
    """The words of a page outside of links, menus and forms."""
    words = []
    for node in tree.css("p, div, td, dd, li, span, strong, b, h1, h2, h3, h4, center, noscript, body, font"):
        own = " ".join(node.text(deep=False).split())
        if len(own) > 1:
            words.append(own)
        if sum(map(len, words)) > 4 * pages().failures.longest:
            break
    return "\n".join(words)


def _tells(text: str) -> bool:
    """Whether a text holds a sentence that is long enough for news."""
    return any(len(sentence) >= _RELEASE for sentence in re.split(r"(?<=[.。!?])\s*", text))


def _wrong_kind(name: str) -> str:
    """The start of the message where the name promises a document."""
    ending = downloads().suffix(name.partition("?")[0])
    return "" if not ending or ending in _PAGE_ENDINGS else f"is a web page, no {ending} file, and "


def _refreshed(tree: LexborHTMLParser) -> str | None:
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.search(node.attributes.get("content") or "")
            if match:
                return match[1]
    return None


def _short(words: str) -> str:
    words = " ".join(words.replace("\\n", " ").replace("\\r", " ").split())
    return words if len(words) <= _LONGEST_SAID else f"{words[: _LONGEST_SAID - 1]}…"
