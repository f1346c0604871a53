"""Addresses of Milvus: `milvus://HOST:PORT/DATABASE?name=CORPUS`, and `milvus:///FOLDER/FILE.db` for Milvus Lite."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from corpus.errors import CorpusError

TOKEN = "COMMUNIQUE_MILVUS_TOKEN"
"""The environment's variable with `user:password` or an API key; it is kept in no file."""
_PORT = 19530
_NAME = re.compile(r"[A-Za-z]\w{0,63}")
_HINT = "Write milvus://HOST:PORT/DATABASE?name=CORPUS, or milvus:///FOLDER/FILE.db for Milvus Lite"
_PARAMETERS = {"name", "tls"}


@dataclass(frozen=True)
class Address:
    """Where a corpus lies in Milvus: `uri` for the client, its database, and what its collections begin with."""

    uri: str
    database: str
    name: str

    @property
    def token(self) -> str:
        """What the server asks for; empty where it asks for nothing, or for Milvus Lite."""
        return os.environ.get(TOKEN, "") if "://" in self.uri else ""


def parsed(address: str) -> Address:
    """The parts of an address.

    >>> parsed("milvus://db.example/press?name=ministries&tls=yes")
    Address(uri='https://db.example:19530', database='press', name='ministries')

    Raises:
        CorpusError: it is none of Milvus.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or _PORT
    except ValueError as error:
        raise CorpusError(f"{address!r} is no address of Milvus: {error}", hint=_HINT) from error
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    name = asked.get("name", "communique")
    if parts.scheme != "milvus" or parts.username or set(asked) - _PARAMETERS or not _NAME.fullmatch(name):
        raise CorpusError(f"{address!r} is no address of Milvus", hint=f"{_HINT}; a token goes into {TOKEN}")
    if host:
        scheme = "https" if asked.get("tls") == "yes" else "http"
        return Address(f"{scheme}://{host}:{port}", parts.path.strip("/") or "default", name)
    if not parts.path.endswith(".db"):
        raise CorpusError(f"{address!r} names neither a host nor a file of Milvus Lite", hint=_HINT)
    return Address(str(Path(parts.path)), "default", name)
