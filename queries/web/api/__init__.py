"""The API for programs: one router of each subject, and the description of them all."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import JSONResponse

from . import (
    comparing,
    correcting,
    description,
    exporting,
    extracting,
    following,
    records,
    register,
    searching,
    standing,
)
from .description import PREFIX
from .strictness import declared_only

ROUTERS = (
    searching.router, records.router, register.router, comparing.router, following.router, correcting.router,
    exporting.router, extracting.router, standing.router,
)  # fmt: skip


def router() -> APIRouter:
    """All that lies under `PREFIX`."""
    whole = APIRouter(prefix=PREFIX, dependencies=[Depends(declared_only)])
    for part in ROUTERS:
        whole.include_router(part)
    whole.add_api_route("/openapi.json", _description, include_in_schema=False)
    return whole


def _description(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


__all__ = ["PREFIX", "description", "router"]
