"""Parts of a zip archive, read by name within the allowance of the file; nothing is ever written."""

import io
import re
import zipfile

from lxml import etree

from corpus.errors import UnreadableFile
from ingest.limits import Allowance

from .damage import DAMAGE, cause_of

_ENCRYPTED = 1
_COUNT = re.compile("[0-9]{1,5}")


class Archive:
    """A zip archive whose parts are found whatever the case and the slashes of their names.

    `damage` gathers, a line each, what could be read only in part.
    """

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        """Open it.

        Raises:
            UnreadableFile: more parts than the limit.
            zipfile.BadZipFile: no zip archive.
        """
        self.damage: list[str] = []
        self._allowance = allowance
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        if len(entries) > allowance.limits.archive_entries:
            raise allowance.refusal(f"holds more than {allowance.limits.archive_entries:,} parts")
        self._entries = {_usual(entry.filename): entry for entry in entries}

    def names(self) -> list[str]:
        """The names of the parts: lower case, with forward slashes."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return _usual(name) in self._entries

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableFile: encrypted, or over a limit.
            KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError: missing or damaged.
        """
        entry = self._entries[_usual(name)]
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableFile(f"{self._allowance.name} is encrypted with a password", hint="Save it without one")
        with self._zip.open(entry) as part:
            data = part.read(self._allowance.left + 1)
        self._allowance.spend(len(data))
        return data

    def xml_of(self, name: str) -> etree._Element | None:
        """The root element of a part; what of it cannot be read is left out, and said in `damage`.

        No entity is resolved and nothing is fetched.

        Raises:
            UnreadableFile: encrypted, or over a limit.
        """
        try:
            return parse_xml(self.bytes_of(name), name, self.damage)
        except DAMAGE as error:
            self.damage.append(f"{name} is damaged: {cause_of(error)}")
            return None


def parse_xml(data: bytes, name: str, damage: list[str]) -> etree._Element:
    """The root element of `data`; errors that the parser got over are appended to `damage`.

    Raises:
        lxml.etree.LxmlError, ValueError: no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError(f"{name} is no XML")
    fatal = [entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
    if fatal:
        is_endless = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in fatal)
        cause = "it nests or expands without end" if is_endless else "its markup is broken"
        damage.append(f"{name} is damaged at line {fatal[0].line}: {cause}")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, of which each year of the format has another; "" of an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def count_of(text: str | None, default: int = 0) -> int:
    """An attribute that is a count or a place: digits, below 100,000; anything else is `default`."""
    return int(text) if text and _COUNT.fullmatch(text) else default


def _usual(name: str) -> str:
    """Some writers name parts with backslashes, some with capitals."""
    return name.replace("\\", "/").lower()
