"""What all pages share: templates, the language of the reader, addresses, and how a page becomes an answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.convertors import Convertor, register_url_convertor

from queries.views.marks import NONE
from queries.web.problems import Problem, kind_of

from . import assets, links
from .interface import INTERFACES, Interface, Words, preferred, words

ROOT = Path(__file__).parent.parent / "templates"


class _InterfaceConvertor(Convertor[str]):
    """The part of an address that says in which language a page is."""

    regex = "|".join(INTERFACES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("interface", _InterfaceConvertor())


@cache
def environment() -> Environment:
    """The templates; every value is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(ROOT), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["number"] = "{:,}".format
    made.filters["json_value"] = lambda text: None if text is None else json.loads(text)
    made.globals["asset"] = assets.address
    made.globals["place"] = links.place
    made.globals["item_id"] = item_id
    made.globals["first_in"] = first_in
    return made


def first_in(tellings: Sequence[Any], langs: Mapping[str, str], lang: str) -> Any:
    """What a release in the reader's language tells, failing that the first; `langs` are those of the releases."""
    return next((each for each in tellings if langs.get(each.record) == lang), tellings[0])


def item_id(field_name: str, position: int) -> str:
    """What an item of a record is called within the page of its release.

    >>> item_id("agreements", 3)
    'agreements-3'
    """
    return f"{field_name}-{position}"


@dataclass(frozen=True)
class Reader:
    """Who asks for a page: in which language, and for which page in all languages.

    `rest` is the address without its language; the switch of languages keeps it.
    """

    lang: Interface
    rest: str = ""
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", words(self.lang))

    @classmethod
    def of(cls, request: Request) -> "Reader":
        """The reader as an address tells it, failing that as the browser does."""
        first, _, rest = path_of(request).partition("/")
        asked = f"?{request.url.query}" if request.url.query else ""
        if first in INTERFACES:
            return cls(next(lang for lang in INTERFACES if lang == first), rest + asked)
        return cls(preferred(request.headers.get("accept-language")))

    @property
    def link(self) -> Callable[..., str]:
        """Addresses of pages in the language of the reader: `links.link`."""
        return partial(links.link, self.lang)

    def evidence(self, record: str, evidence: Any) -> str:
        """The address of the words that state a fact."""
        return links.words_of(self.lang, record, evidence)

    def page(self, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
        """A page: the template with what it shows; `marked` are the values in it that analysts set."""
        text = (
            environment()
            .get_template(template)
            .render(
                reader=self,
                t=self.words,
                lang=self.lang,
                interfaces={each: words(each)("frame.own_name") for each in INTERFACES},
                link=self.link,
                evidence=self.evidence,
                **{"marked": NONE, **shown},
            )
        )
        headers = {"Content-Language": self.lang, "Vary": "Accept-Language", "Cache-Control": "private, no-cache"}
        return HTMLResponse(text, status_code=status, headers=headers)


def path_of(request: Request) -> str:
    """The path of an address as it was sent, without the slash before it."""
    sent: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return sent.decode("ascii", "replace").partition("?")[0].lstrip("/")


def error_page(request: Request, told: Problem) -> HTMLResponse:
    """A page that says what is wrong and what to do: the kind in the reader's language, then what exactly."""
    reader = Reader.of(request)
    return reader.page(
        "error.html", status=told.status, kind=kind_of(told), problem=told.detail, hint=told.hint or "", active=""
    )
