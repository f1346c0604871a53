"""The files of saved questions, one question a file."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator

from corpus.errors import BadResource
from corpus.model import Model
from corpus.store import FactFilter

SAVED_FOLDER = Path("queries") / "saved"
"""Within a corpus."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Feed(Model):
    """An Atom feed; a relative `path` counts from the folder of the corpus."""

    kind: Literal["atom"]
    path: Path


class File(Model):
    """A file to which a line of JSON is added for each match."""

    kind: Literal["file"]
    path: Path


class Webhook(Model):
    """An address that gets the matches as JSON; `secret_env` names the variable with the secret that signs them."""

    kind: Literal["webhook"]
    url: str
    secret_env: str | None = None

    @field_validator("url")
    @classmethod
    def _safe(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            return url
        raise ValueError("must begin with https://; http:// is for this machine alone")


Target = Annotated[Feed | File | Webhook, Field(discriminator="kind")]


class SavedQuestion(Model):
    """A saved question: its `name` is that of its file.

    `without` are keys of understood filters to leave out, `filters` further ones, as `communique search` has them.
    `first`: whether what matches when it is asked for the first time is sent too (`all`) or only kept (`none`).
    """

    name: str
    question: str = Field(min_length=1)
    title: str | None = None
    without: tuple[str, ...] = ()
    filters: FactFilter = FactFilter()
    first: Literal["all", "none"] = "all"
    rows: int = Field(default=100, ge=1, le=1000)
    to: tuple[Target, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_target(cls, fields: object) -> object:
        if isinstance(fields, dict) and isinstance(fields.get("to"), dict):
            return {**fields, "to": [fields["to"]]}
        return fields


def load(folder: Path) -> tuple[list[SavedQuestion], list[BadResource]]:
    """The saved questions in `folder`, by name, and what is wrong with those that cannot be read."""
    questions, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            fields = tomllib.loads(path.read_text(encoding="utf-8"))
            questions.append(SavedQuestion.model_validate({**fields, "name": path.stem}))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            problems.append(BadResource(f"{path} cannot be read: {error}", hint="Mend the file"))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            problems.append(BadResource(f"{path}: {place}: {first['msg']}", hint="docs/alerts.md has the fields"))
    return questions, problems
