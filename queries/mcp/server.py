"""The server: the tools and the resources, over standard input and output."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from importlib import metadata
from inspect import signature
from pathlib import Path
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from corpus.errors import CorpusError, NotInCorpus
from corpus.model import Model
from corpus.store import Store
from queries import published
from queries.following import Commitments
from queries.search import Searcher

from .tools import Tools

INSTRUCTIONS = """A register of meetings and commitments between governments, extracted from ministries' press releases
in Korean, English and Chinese. Ask in any language; answers come from all three.
- Start with `search`. It reads dates, countries, ministries, persons and series out of the question and says which
  filters it understood; take one away with `without` where it narrows too much.
- Every fact comes with the exact words of a release and where they stand (`record`, `start`, `end`). Quote those words
  and name the release when you state a fact; what has no words here was not found in the register.
- Releases on one meeting by different governments often differ: `compare` shows what each reports and leaves out, and
  where they cannot both be right. `follow_up` says what became of what was agreed.
Dates are EDTF (2019, 2019-11, 2019-11-27, 2024/2028), countries ISO 3166 alpha-2 (KR, CN, JP), offsets code points."""
_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
TOOLS: tuple[tuple[str, str], ...] = (
    ("search", "Search the register"),
    ("get_record", "Get the facts of a release"),
    ("get_document", "Get the text of a release"),
    ("compare", "Compare releases on one meeting"),
    ("follow_up", "See what became of what was agreed"),
)
"""The tools by their names, with titles for people."""


def create_server(corpus: Searcher, commitments: Commitments) -> MCPServer[Any]:
    """A server whose tools ask `corpus`, and `commitments` for what became of what was agreed."""
    server: MCPServer[Any] = MCPServer(
        name="communique", title="Communiqué", instructions=INSTRUCTIONS, version=metadata.version("communique"),
        log_level="WARNING",
    )  # fmt: skip
    tools = Tools(corpus, commitments)
    for name, title in TOOLS:
        server.add_tool(_answering(getattr(tools, name), corpus.folder), name=name, title=title, annotations=_READ_ONLY)

    @server.resource("communique://documents/{id}", title="Text of a release", mime_type="text/plain")
    def document(id: str) -> str:  # noqa: A002
        """The text of a release as it was read; offsets of evidence count its code points."""
        with _resource(corpus) as store:
            return store.document(id).text

    @server.resource("communique://records/{id}", title="Record of a release", mime_type="application/json")
    def record(id: str) -> str:  # noqa: A002
        """All that was extracted from a release, with the words that state it."""
        with _resource(corpus) as store:
            return published.published(store.record(id)).model_dump_json(by_alias=True, exclude_none=True)

    return server


def _answering(tool: Callable[..., Model], folder: Path) -> Callable[..., CallToolResult]:
    """A tool that answers without empty fields, and tells what went wrong in one line where a model can read it."""

    @wraps(tool)
    def answering(**arguments: Any) -> CallToolResult:
        try:
            found = tool(**arguments)
        except CorpusError as error:
            return CallToolResult(content=[_text(published.discreet(str(error), folder))], is_error=True)
        fields = found.model_dump(mode="json", by_alias=True, exclude_none=True)
        return CallToolResult(content=[_text(json.dumps(fields, ensure_ascii=False))], structured_content=fields)

    told = signature(tool)
    given = Annotated[CallToolResult, told.return_annotation]
    answering.__signature__ = told.replace(return_annotation=given)  # type: ignore[attr-defined]
    answering.__annotations__ = {**tool.__annotations__, "return": given}
    return answering


@contextmanager
def _resource(corpus: Searcher) -> Iterator[Store]:
    """The store, for a resource; what it does not hold is told as the protocol has it."""
    with corpus.store() as store:
        try:
            yield store
        except NotInCorpus as error:
            raise ResourceNotFoundError(published.discreet(str(error), corpus.folder)) from error


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)


def serve(folder: Path) -> None:
    """Answer a client on standard input and output until it goes.

    Raises:
        StoreError: there is no corpus, or it cannot be opened.
    """
    logging.getLogger("mcp").setLevel(logging.ERROR)
    with Searcher(folder) as corpus, closing(Commitments(folder)) as commitments:
        create_server(corpus, commitments).run("stdio")
