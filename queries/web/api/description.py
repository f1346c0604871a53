"""The OpenAPI description: what the routes say of themselves, with the failures that any of them may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from .. import problems
from ..problems import KINDS, Problem
from ..settings import Settings

PREFIX = "/api/v1"
ABOUT = """A register of meetings and commitments from ministries' press releases, in Korean, English and Chinese.
Every fact comes with the words that state it (`evidence`): half-open offsets count code points of the document's text.
Dates are EDTF (ISO 8601-2), countries ISO 3166 alpha-2. Lists come in parts: `next` is the `cursor` of the next one.
Answers carry an `ETag`; a request that shows it in `If-None-Match` gets 304 while nothing has changed.
Every failure has one shape (RFC 9457)."""
TAGS = [
    {"name": "search", "description": "Questions in any language."},
    {"name": "releases", "description": "Records, and the documents that they were made from."},
    {
        "name": "register",
        "description": "What releases tell together: meetings, who met, what was agreed.",
    },
    {"name": "exports", "description": "Records in the formats of other programs."},
    {"name": "extraction", "description": "Facts of a file that is not stored."},
    {"name": "corrections", "description": "What analysts say of facts."},
    {"name": "corpus", "description": "What the corpus holds."},
]
_ALWAYS = (414, 421, 422, 429, 500, 501, 503)
_SCHEMA = "#/components/schemas/Problem"


def described(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The description of an app, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Communiqué", version=app.version, description=ABOUT, routes=app.routes, tags=TAGS,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )  # fmt: skip
        components = made.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for replaced in ("HTTPValidationError", "ValidationError"):
            schemas.pop(replaced, None)
        schemas |= _schemas_of_problems()
        components["responses"] = {
            f"Problem{status}": _response(status) for status in {code for code, _ in KINDS.values()}
        }
        for path, methods in made["paths"].items():
            for method, operation in methods.items():
                _add_failures(operation, path, method, settings)
                if method == "get":
                    _add_tag(operation)
        if settings.token is not None:
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
        app.openapi_schema = made
    return app.openapi_schema


def _schemas_of_problems() -> dict[str, Any]:
    made = Problem.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    return {**made.pop("$defs"), "Problem": made}


def _response(status: int) -> dict[str, Any]:
    titles = [title for code, title in KINDS.values() if code == status]
    headers = {}
    if status == 429:
        headers["Retry-After"] = {"schema": {"type": "integer"}, "required": True, "description": "Seconds to wait."}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}, "required": True}
    return {
        "description": "; ".join(titles),
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": _SCHEMA}}},
        **({"headers": headers} if headers else {}),
    }


def _add_failures(operation: dict[str, Any], path: str, method: str, settings: Settings) -> None:
    statuses = [*_ALWAYS]
    names = {each["name"] for each in operation.get("parameters", ())}
    if "{" in path or names & {"cursor", "id"}:
        statuses.append(404)
    if settings.token is not None:
        statuses.append(401)
    if method != "get":
        statuses += [400, 403, 409, 413]
    for status in sorted(statuses):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _add_tag(operation: dict[str, Any]) -> None:
    """What caches need: the tag of an answer, and the question whether it still holds."""
    text = {"type": "string"}
    operation["responses"]["200"].setdefault("headers", {})["ETag"] = {"schema": text, "required": True}
    operation["responses"]["304"] = {"description": "What the client has still holds"}
    operation.setdefault("parameters", []).append(
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": text,
            "description": "Tags of answers at hand.",
        }
    )
