"""Mails: subject, day and sender above the text; the files that came with it are documents of their own."""

import re

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Limits
from ingest.mails import Mail, read_eml, read_msg

from .damage import told_as_damage
from .html import read_html
from .raw import RawBlock, RawFacts, RawFile

_SHARE = 0.8
_BODY = re.compile(r"(<body\b[^>]*>)", re.IGNORECASE)
"""A mail is all message: marked as an article, nothing of it counts as the menu of a site."""


def read_mail(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a mail as it travels (EML).

    Raises:
        UnreadableFile: damaged, over a limit, or without text.
    """
    with told_as_damage(name):
        return _file_of(read_eml(data, name=name, limits=limits), name, limits)


def read_outlook(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a mail of Outlook (MSG).

    Raises:
        UnreadableFile: damaged, over a limit, or without text.
    """
    with told_as_damage(name):
        return _file_of(read_msg(data, name=name, limits=limits), name, limits)


def _file_of(mail: Mail, name: str, limits: Limits) -> RawFile:
    """The head and the better of the two forms of the text: the page, which keeps tables, unless words are missing."""
    facts = RawFacts(mail.subject or None, f"{mail.date:%Y-%m-%d %H:%M}" if mail.date else None, mail.sender or None)
    page = _page(mail, name, limits)
    plain = mail.plain or ""
    if page is None and not plain.strip():
        missing = mail.reasons[0] if mail.reasons else "there is no text in it"
        hint = "Read the files that came with it" if mail.attachments else "Save the mail as text"
        raise UnreadableFile(f"{name} is a mail without text: {missing}", hint=hint)
    if page is not None and _letters(_words(page)) >= _SHARE * _letters(plain):
        blocks = (*_head(mail, _words(page)), *page.blocks)
        return RawFile(blocks, facts=facts, encoding="utf-8", reasons=(*mail.reasons, *page.reasons))
    head = "\n".join(block.text for block in _head(mail, plain))
    return RawFile(text=f"{head}\n\n{plain}", facts=facts, encoding="utf-8", reasons=mail.reasons)


def _page(mail: Mail, name: str, limits: Limits) -> RawFile | None:
    if mail.page is None:
        return None
    opened = _BODY.sub(r"\1<article>", mail.page, count=1)
    page = opened if opened != mail.page else f"<article>{mail.page}"
    try:
        return read_html(page.encode("utf-8", "replace"), name=name, limits=limits)
    except UnreadableFile:
        return None


def _head(mail: Mail, words: str) -> list[RawBlock]:
    """The subject, unless the text opens with it, and the line of day and sender."""
    head = []
    if mail.subject and _squeezed(mail.subject) not in _squeezed(words[: 4 * len(mail.subject) + 400]):
        head.append(RawBlock(mail.subject, "title"))
    line = [f"{mail.date:%Y-%m-%d %H:%M}"] if mail.date else []
    if line or mail.sender:
        head.append(RawBlock("\t".join([*line, mail.sender]).strip("\t")))
    return head


def _words(raw: RawFile) -> str:
    cells = (cell.text for block in raw.blocks if block.table for cell in block.table.cells)
    return "\n".join([*(block.text for block in raw.blocks), *cells])


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
