"""Invented pages and files."""

from collections.abc import Iterable

TEXT = "양측은 제3차 한중 해양환경 국장급 회의를 열고 공동조사를 계속하기로 하였다."
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"
HWP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "FileHeader".encode("utf-16-le") + bytes(100)


def page(body: str = "", *, title: str = "국장급 회의 개최", encoding: str = "utf-8") -> bytes:
    """A page with a title and a body."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{title}</title></head>'
        f"<body><h2>{title}</h2><p>{TEXT}</p>{body}</body></html>"
    ).encode(encoding)


def rows(items: Iterable[tuple[str, str, str]]) -> bytes:
    """A list: addresses, titles and dates."""
    lines = "".join(
        f'<tr><td>1</td><td><a href="{href}">{title}</a></td><td>{day}</td></tr>' for href, title, day in items
    )
    return page(f"<table><tbody>{lines}</tbody></table>", title="보도자료")
