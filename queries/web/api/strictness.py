"""A parameter that nobody knows is an error: `?sinc=2019` must not give everything."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from .description import PREFIX


def declared_only(request: Request) -> None:
    """Refuse parameters that the description of the address does not name.

    Raises:
        RequestValidationError: there are some.
    """
    path = PREFIX + request.scope["route"].path_format.removeprefix(PREFIX)
    described: dict[str, Any] = request.app.openapi()["paths"].get(path, {}).get(request.method.lower(), {})
    known = {each["name"] for each in described.get("parameters", ()) if each["in"] == "query"}
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        said = f"There is no such parameter; there are {', '.join(sorted(known)) or 'none'}"
        raise RequestValidationError([{"loc": ("query", name), "msg": said, "type": "unknown"} for name in unknown])
