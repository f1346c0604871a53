"""What the server allows: who may ask, from where, how much and how often; every default, once."""

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import limits
from pydantic import SecretStr, ValidationError, field_validator, model_validator

from corpus.errors import BadResource
from corpus.model import Model
from ingest.limits import MIB, Limits

from .connections import HEAD_SECONDS, OF_ONE_CLIENT

TOKEN_VARIABLE = "COMMUNIQUE_TOKEN"
_SHORTEST_TOKEN = 16
_HINT = "Write one line of 16 or more letters, digits and signs without blanks, e.g. from `openssl rand -hex 24`"


class Settings(Model):
    """Sizes are bytes, times seconds, rates `N/second`, `N/minute` or `N/hour` of one client (its address).

    `token` is what a client must show, None where everybody may ask who reaches the server. `hosts` are names besides
    `localhost` by which the server may be called; addresses in numbers always may, since a name that an attacker makes
    point here (DNS rebinding) is never one.
    """

    token: SecretStr | None = None
    hosts: tuple[str, ...] = ()
    rate: str = "1200/minute"
    """Of requests in all: a page costs three or four."""
    upload_rate: str = "30/minute"
    """Of files to extract: each costs about a second of computing."""
    body_bytes: int = MIB
    """Of a body that is no upload."""
    upload_bytes: int = 32 * MIB
    address_bytes: int = 65_536
    """Of an address with its question; what is longer is refused."""
    connections: int = OF_ONE_CLIENT
    """Open at once of one client; behind a proxy, of all that come through it."""
    head_seconds: float = HEAD_SECONDS
    """Until the head of a request is there."""
    answer_seconds: float = 90.0
    """Until an answer must begin."""
    upload_members: int = 20
    """Documents of one uploaded bundle that are extracted; a bundle of more is refused."""
    upload_characters: int = 500_000
    """Of one uploaded document: ten times a long release; a second or two of extraction for every hundred thousand."""
    reading: Limits = Limits(
        file_bytes=32 * MIB, memory_bytes=1024 * MIB, cpu_seconds=30, wall_seconds=60, recognition_seconds=45
    )
    """What reading one uploaded document may cost: less than that of one's own files."""

    @field_validator("rate", "upload_rate")
    @classmethod
    def _check_rate(cls, rate: str) -> str:
        try:
            limits.parse(rate)
        except ValueError as error:
            raise ValueError(f"{rate!r} is no rate") from error
        return rate

    @model_validator(mode="after")
    def _check(self) -> Self:
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, int | float) and value <= 0:
                raise ValueError(f"{name} must be above 0")
        return self


SETTINGS = Settings()


def load_settings(path: Path) -> Settings:
    """The settings that a TOML file states, by the names above; those that it does not state keep their defaults.

    Raises:
        BadResource: no such file, no TOML, a name that is none, or a value that is none.
    """
    hint = 'Write lines like `rate = "600/minute"`; docs/api.md lists the names'
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        what = ".".join(map(str, first["loc"])) or "a value"
        said = "no such setting" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        raise BadResource(f"{path}, {what}: {said}", hint=hint) from error
    except OSError as error:
        raise BadResource(f"{path} cannot be opened: {error.strerror}", hint="Check the path") from error
    except ValueError as error:
        raise BadResource(f"{path} is no TOML: {error}", hint=hint) from error


def token_from(path: Path | None, environment: Mapping[str, str] = os.environ) -> SecretStr | None:
    """The token that a file holds, failing that the environment (`COMMUNIQUE_TOKEN`); None where there is none.

    Never an argument of a command: those are shown to every user of the machine.

    Raises:
        BadResource: the file cannot be read, or what is there is too short or no token.
    """
    if path is None:
        if TOKEN_VARIABLE not in environment:
            return None
        where, text = TOKEN_VARIABLE, environment[TOKEN_VARIABLE]
    else:
        where = str(path)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise BadResource(f"{path} cannot be read: {error.strerror}", hint=_HINT) from error
        except UnicodeDecodeError as error:
            raise BadResource(f"{path} holds no token", hint=_HINT) from error
    token = text.strip()
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise BadResource(f"{where} holds no token", hint=_HINT)
    return SecretStr(token)


def is_loopback(host: str) -> bool:
    """Whether an address to bind is reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
