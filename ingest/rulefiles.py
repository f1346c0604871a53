"""Rule files of this stage: `resources/<lang>/<name>.toml`, checked against a schema, loaded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import BadResource

ROOT = Path(__file__).parent / "resources"
Schema = TypeVar("Schema", bound=BaseModel)


@cache
def load(name: str, schema: type[Schema]) -> Schema:
    """The rules in `resources/<name>.toml`; `name` may hold a language: `ko/head`.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    path = ROOT / f"{name}.toml"
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadResource(f"{path} is missing", hint="Copy the file of another language and translate it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadResource(f"{path} is no TOML file: {error}", hint="Mend the line it names") from error
    try:
        return schema.model_validate(fields)
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise BadResource(f"{path}: {where}", hint="Compare it with the same file of another language") from error
