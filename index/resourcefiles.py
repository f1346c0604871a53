"""Data of the index: words and models, as TOML, checked against a schema and loaded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import BadResource

ROOT = Path(__file__).parent
Schema = TypeVar("Schema", bound=BaseModel)


@cache
def load(name: str, schema: type[Schema]) -> Schema:
    """What `<name>.toml` holds.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    path = ROOT / f"{name}.toml"
    try:
        return schema.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BadResource(f"{path} is missing", hint="Install the program again") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadResource(f"{path} is no TOML file: {error}", hint="Mend the line it names") from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise BadResource(f"{path}: {where}", hint="Compare it with the schema that its reader names") from error
