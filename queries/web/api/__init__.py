"""The API for programs: one router of each subject, and the description of them all."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from ..settings import Settings
from . import records

PREFIX = "/api/v1"
DESCRIPTION = "Every fact comes with the words that state it: offsets count code points of the text of its document."


def router(settings: Settings) -> APIRouter:
    """All that lies under `PREFIX`."""
    whole = APIRouter()
    for part in (records,):
        whole.include_router(part.router)
    whole.add_api_route("/openapi.json", _openapi, include_in_schema=False)
    return whole


def _openapi(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


def described(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The OpenAPI description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes
        )
        app.openapi_schema = made
    return app.openapi_schema
