"""Rules and words as data: TOML files, checked against a schema, loaded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .errors import BadResource

Schema = TypeVar("Schema", bound=BaseModel)


def load(path: Path, schema: type[Schema]) -> Schema:
    """The rules in a file.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    rules = _load(path, schema)
    if not isinstance(rules, schema):
        raise TypeError(f"{path} gave {type(rules).__name__}")
    return rules


@cache
def _load(path: Path, schema: type[BaseModel]) -> BaseModel:
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadResource(
            f"{path} is missing", hint="Copy the file of another language and translate it, or install again"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadResource(f"{path} is no TOML file: {error}", hint="Mend the line it names") from error
    try:
        return schema.model_validate(fields)
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise BadResource(f"{path}: {where}", hint="Compare it with the same file of another language") from error
