"""Records over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["records"])
