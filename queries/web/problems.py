"""The one shape of every failure: RFC 9457 problem details, with what to do about it."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from pydantic import Field
from starlette.responses import Response

from corpus import errors
from corpus.errors import CorpusError
from corpus.model import Model

MEDIA_TYPE = "application/problem+json"
_NAMESPACE = "urn:communique:problem:"


class Fault(Model):
    """What is wrong with one part of a request."""

    where: str = Field(description="The part at fault: `query.k`, `path.id`, `body.records.0`.")
    problem: str = Field(description="What is wrong with it.")


class Problem(Model):
    """A failure (RFC 9457)."""

    type: str = Field(description="What kind of failure: `urn:communique:problem:` and a name that stays the same.")
    title: str = Field(description="The same for people.")
    status: int = Field(ge=400, le=599, description="The status code of the answer.")
    detail: str = Field(description="What is at fault, and what is wrong with it.")
    hint: str | None = Field(default=None, description="What to do about it.")
    errors: tuple[Fault, ...] | None = Field(default=None, description="The parts of the request that are at fault.")


KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request cannot be understood"),
    "no-token": (401, "A token is needed"),
    "foreign-page": (403, "Another site's page may not do this"),
    "not-found": (404, "There is no such address"),
    "not-in-corpus": (404, "The corpus does not hold this"),
    "no-such-page": (404, "No page begins there"),
    "wrong-method": (405, "This address does not know that method"),
    "bad-correction": (409, "The correction does not fit what is stored"),
    "too-large": (413, "The body is too large"),
    "address-too-long": (414, "The address is too long"),
    "foreign-host": (421, "The server does not go by that name"),
    "bad-query": (422, "The question cannot be understood"),
    "unreadable-file": (422, "The file cannot be read"),
    "too-many-requests": (429, "Too many requests"),
    "fault": (500, "A fault of the program"),
    "missing-part": (501, "A part is not installed here"),
    "unusable-corpus": (503, "The corpus cannot be used just now"),
    "not-yet-found": (503, "The answer is still being worked out"),
    "too-slow": (503, "The answer took too long"),
}
"""The kinds of failures: status code and title."""

_OF_ERRORS: dict[type[CorpusError], str] = {
    errors.NotInCorpus: "not-in-corpus",
    errors.BadCorrection: "bad-correction",
    errors.BadQuery: "bad-query",
    errors.UnreadableFile: "unreadable-file",
    errors.MissingPart: "missing-part",
    errors.StoreError: "unusable-corpus",
    errors.NotYetFound: "not-yet-found",
    errors.IndexMismatch: "unusable-corpus",
}


class Refusal(Exception):
    """A request that is not served; `kind` is one of `KINDS`."""

    def __init__(
        self, kind: str, detail: str, *, hint: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.hint = kind, detail, hint
        self.headers = dict(headers or {})


def problem(kind: str, detail: str, *, hint: str | None = None, faults: tuple[Fault, ...] | None = None) -> Problem:
    """A failure of one of the `KINDS`."""
    status, title = KINDS[kind]
    return Problem(type=_NAMESPACE + kind, title=title, status=status, detail=detail, hint=hint, errors=faults)


def kind_of(told: Problem) -> str | None:
    """Which of the `KINDS` a failure is; None for one of which only the status code is known."""
    kind = told.type.removeprefix(_NAMESPACE)
    return kind if kind in KINDS else None


def of_status(status: int) -> Problem:
    """A failure of which only the status code is known."""
    for kind, (code, title) in KINDS.items():
        if code == status:
            return problem(kind, title)
    phrase = HTTPStatus(status).phrase
    return Problem(type="about:blank", title=phrase, status=status, detail=phrase)


def of_error(error: CorpusError) -> Problem:
    """What a user can act on; a kind of error that no request should meet is a fault of the server."""
    kind = next((name for known, name in _OF_ERRORS.items() if isinstance(error, known)), "fault")
    return problem(kind, error.problem, hint=error.hint)


def answer(told: Problem, *, headers: Mapping[str, str] | None = None) -> Response:
    """The failure as an answer; nobody keeps it."""
    body = json.dumps(told.model_dump(exclude_none=True), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(
        body, status_code=told.status, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", **(headers or {})}
    )
