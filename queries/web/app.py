"""The server: pages for people, an API for programs, and what keeps both safe, over one corpus."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from corpus.errors import CorpusError
from queries.following import Commitments

from . import api, pages, problems
from .answers import Answers
from .bounds import Faults, Patience, Rates, Sizes
from .freshness import Freshness, Heads
from .lanes import Lanes, limit_quick
from .problems import Fault, Problem, Refusal
from .security import Gate, SafeHeaders
from .served import Served
from .settings import SETTINGS, Settings

_log = logging.getLogger(__name__)


def create_app(folder: Path, *, settings: Settings = SETTINGS) -> FastAPI:
    """The server over the corpus in `folder`; `app.state.served` is what requests are answered from.

    Raises:
        StoreError: there is no corpus, or it cannot be opened.
    """
    served = Served(folder, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        limit_quick()
        yield
        app.state.commitments.close()
        served.close()

    app = FastAPI(
        version=metadata.version("communique"),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.served = served
    app.state.lanes = Lanes()
    app.state.commitments = Commitments(folder)
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_api_route("/healthz", _alive, include_in_schema=False)
    app.add_api_route("/readyz", _health, include_in_schema=False)
    app.include_router(api.router())
    app.include_router(pages.router(served, app.state.commitments))
    app.openapi = lambda: api.description.described(app, settings)  # type: ignore[method-assign]
    _handle_errors(app)
    # The last one added is the first to see a request.
    app.add_middleware(Answers, served=served, prefix=api.PREFIX)
    app.add_middleware(Freshness, served=served, prefix=api.PREFIX)
    app.add_middleware(Heads)
    app.add_middleware(Patience, settings=settings)
    app.add_middleware(Sizes, settings=settings)
    app.add_middleware(Rates, settings=settings)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Faults)
    app.add_middleware(pages.Readable, prefix=api.PREFIX)
    app.add_middleware(SafeHeaders)
    return app


async def _alive() -> JSONResponse:
    """Whether the server answers at all."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _health(request: Request) -> JSONResponse:
    """Whether the corpus can be read."""
    with request.app.state.served.reading() as store:
        store.data_version()
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(CorpusError, _of_error)
    app.add_exception_handler(Refusal, _of_refusal)
    app.add_exception_handler(HTTPException, _of_status)
    app.add_exception_handler(RequestValidationError, _of_validation)


async def _of_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CorpusError)
    told = problems.of_error(error)
    if told.status >= 500:
        _log.error("%s %s: %s", request.method, request.url.path, error)
    discreet = request.app.state.served.discreet
    hint = discreet(told.hint) if told.hint else None
    return _told(request, told.model_copy(update={"detail": discreet(told.detail), "hint": hint}))


async def _of_refusal(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    told = problems.problem(refusal.kind, refusal.detail, hint=refusal.hint)
    return _told(request, told, headers=refusal.headers)


async def _of_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = problems.of_status(error.status_code)
    headers = dict(error.headers or {})
    if "GET" in headers.get("Allow", "").split(", "):
        headers["Allow"] += ", HEAD"
    return _told(request, told, headers=headers)


async def _of_validation(request: Request, error: Exception) -> Response:
    """What does not fit the schema; what was sent is not said back."""
    assert isinstance(error, RequestValidationError)
    faults = tuple(Fault(where=_where(each), problem=_said(each)) for each in error.errors())
    detail = "; ".join(f"{fault.where}: {fault.problem}" for fault in faults[:3])
    told = problems.problem("bad-query", detail, hint="The schema says what is accepted", faults=faults)
    return _told(request, told)


def _where(error: dict[str, Any]) -> str:
    return ".".join(map(str, error["loc"]))


def _said(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


def _told(request: Request, told: Problem, *, headers: dict[str, str] | None = None) -> Response:
    """A failure: for programs under the address of the API, for people elsewhere."""
    if request.url.path.startswith(api.PREFIX):
        return problems.answer(told, headers=headers)
    page = pages.error_page(request, told)
    page.headers.update(headers or {})
    return page
