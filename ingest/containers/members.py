"""What a file holds, and the bytes of one file within it.

`bundle.zip!/folder/release.hwpx` names a file in a bundle, `mail.eml!/release.pdf` one that came with a mail,
`bundle.zip!/mail.eml!/release.pdf` one in both. Everything is read into memory within limits, nothing is written.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError, UnreadableFile
from corpus.model import Model
from ingest import sniff
from ingest.limits import LIMITS, Allowance, Limits
from ingest.loaders.damage import told_as_damage
from ingest.mails import read_eml, read_msg

from .names import distinct, harmless, names_of
from .suffixes import is_wanted

WITHIN = "!/"
_ENCRYPTED = 1
_MAILS = {sniff.EML: read_eml, sniff.MSG: read_msg}
HOLDERS = frozenset({sniff.ZIP, *_MAILS})
"""Media types of files that hold others."""
_NOT_FILES = ("__MACOSX/", "Thumbs.db", "desktop.ini")
_UNPACK = "Unpack the outer ones"


class Member(Model):
    """A document that a file holds, or is: its name and the SHA-256 of its bytes, or why it cannot be had."""

    name: str
    sha256: str = ""
    problem: str | None = None
    hint: str = ""

    def check(self) -> None:
        """Raise what is wrong with it.

        Raises:
            UnreadableFile: its bytes cannot be had.
        """
        if self.problem is not None:
            raise UnreadableFile(self.problem, hint=self.hint)


class Contents(Model):
    """The documents of a file, in its order; `ignored` counts the files of other kinds in it.

    A mail is a document and holds others; a bundle only holds them; any other file is the one document it holds.
    """

    members: tuple[Member, ...]
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file within another: how to get its bytes, and how many they will be."""

    name: str
    size: int
    data: Callable[[], bytes]


def located(path: str) -> tuple[Path, str]:
    """The file on disk that `path` names, and what it names within that file, "" for the file itself."""
    at = path.find(WITHIN)
    while at >= 0:
        if (file := Path(path[:at])).is_file():
            return file, path[at + len(WITHIN) :]
        at = path.find(WITHIN, at + 1)
    return Path(path), ""


def may_hold_others(head: bytes) -> bool:
    """Whether a file that begins so can be a bundle or a mail; cheap, and True for more than those."""
    return head.startswith((b"PK", sniff.OLE)) or sniff.is_mail(head)


def members(data: bytes, *, name: str, limits: Limits = LIMITS) -> Contents:
    """What the file whose bytes are `data` holds; a bundle within a bundle is opened, down to a depth.

    Raises:
        UnreadableFile: it is a bundle or mail that is damaged or over a limit, or of a kind that is not read.
    """
    return _Walk(name, limits).contents(data)


def bytes_within(data: bytes, *, name: str, within: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of the file that `within` names in the bundle or mail whose bytes are `data`.

    Raises:
        UnreadableFile: there is none, or it is damaged, encrypted or over a limit.
    """
    for _ in range(limits.bundle_depth):
        media_type = sniff.media_type(data, name=name)
        with told_as_damage(name):
            entries = {entry.name: entry for entry in _entries(data, media_type, name, limits)[0]}
            inner, rest = _split(within, entries)
            name = f"{name}{WITHIN}{inner}"
            if inner not in entries:
                raise UnreadableFile(f"{name} does not exist", hint="`communique text` lists what its bundle holds")
            data = _unpacked(entries[inner], name, limits)
        if not rest:
            return data
        within = rest
    raise UnreadableFile(f"{name} lies more than {limits.bundle_depth} bundles deep", hint=_UNPACK)


def _split(within: str, entries: dict[str, _Entry]) -> tuple[str, str]:
    """The file at this level and what is named within it; names may hold the mark between the two."""
    at = -1
    while within not in entries and (at := within.find(WITHIN, at + 1)) >= 0:
        if within[:at] in entries:
            return within[:at], within[at + len(WITHIN) :]
    return within, ""


class _Walk:
    """One pass through a file and what it holds, on one allowance."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._allowance = Allowance(name, limits.model_copy(update={"expanded_bytes": limits.bundle_bytes}))
        self._found = 0
        self._ignored = 0

    def contents(self, data: bytes) -> Contents:
        return Contents(members=tuple(self._documents(self._name, data, 0)), ignored=self._ignored)

    def _documents(self, name: str, data: bytes, depth: int) -> Iterator[Member]:
        media_type = sniff.media_type(data, name=name)
        itself = Member(name=name, sha256=hashlib.sha256(data).hexdigest())
        if media_type not in HOLDERS:
            yield itself
            return
        too_deep = f"{name} lies more than {self._limits.bundle_depth} bundles deep"
        if media_type == sniff.ZIP and depth >= self._limits.bundle_depth:
            raise UnreadableFile(too_deep, hint=_UNPACK)
        with told_as_damage(name):
            entries, has_text = _entries(data, media_type, name, self._limits)
        wanted = [entry for entry in entries if _is_document(entry.name)]
        self._ignored += len(entries) - len(wanted)
        self._check(wanted)
        if has_text or (media_type != sniff.ZIP and not wanted):
            yield itself
        if wanted and depth >= self._limits.bundle_depth:
            yield Member(name=f"{name}{WITHIN}", problem=f"What came with {too_deep}", hint=_UNPACK)
            return
        for entry in wanted:
            yield from self._member(entry, f"{name}{WITHIN}{entry.name}", depth)

    def _check(self, wanted: Sequence[_Entry]) -> None:
        """Refuse a file that holds too much, by what its directories state."""
        self._found += len(wanted)
        if self._found > self._limits.archive_entries:
            raise self._allowance.refusal(f"holds more than {self._limits.archive_entries:,} files")
        if self._allowance.left < sum(min(entry.size, self._limits.file_bytes) for entry in wanted):
            self._allowance.spend(self._allowance.left + 1)

    def _member(self, entry: _Entry, name: str, depth: int) -> Iterator[Member]:
        try:
            with told_as_damage(name):
                data = _unpacked(entry, name, self._limits)
        except CorpusError as error:
            yield Member(name=name, problem=error.problem, hint=error.hint)
            return
        self._allowance.spend(len(data))
        try:
            yield from self._documents(name, data, depth + 1)
        except CorpusError as error:
            if self._allowance.left < 0 or self._found > self._limits.archive_entries:
                raise
            if not is_wanted(entry.name):
                self._ignored += 1
                return
            yield Member(name=name, problem=error.problem, hint=error.hint)


def _is_document(name: str) -> bool:
    """By its suffix; a name without one says nothing, and the bytes will."""
    return is_wanted(name) or not PurePosixPath(name).suffix


def _entries(data: bytes, media_type: str, name: str, limits: Limits) -> tuple[list[_Entry], bool]:
    """The files in a bundle, or those that came with a mail; and whether it has text of its own."""
    if media_type == sniff.ZIP:
        return _zipped(data, Allowance(name, limits)), False
    if media_type not in _MAILS:
        raise UnreadableFile(f"{name} holds no other files", hint="Name the file itself")
    mail = _MAILS[media_type](data, name=name, limits=limits)
    names = distinct(harmless(each.name) for each in mail.attachments)
    entries = [
        _Entry(each, len(attached.data or b""), _held(attached.data, f"{name}{WITHIN}{each}"))
        for each, attached in zip(names, mail.attachments, strict=True)
    ]
    return entries, bool(mail.plain or mail.page)


def _held(data: bytes | None, name: str) -> Callable[[], bytes]:
    def get() -> bytes:
        if data is None:
            raise UnreadableFile(f"{name} is kept in a form of its mail program", hint="Save it from that program")
        return data

    return get


def _zipped(data: bytes, allowance: Allowance) -> list[_Entry]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = [info for info in archive.infolist() if not info.is_dir() and not info.filename.endswith("\\")]
    if len(infos) > allowance.limits.archive_entries:
        raise allowance.refusal(f"holds more than {allowance.limits.archive_entries:,} files")
    names = distinct(map(harmless, names_of(infos)))
    return [
        _Entry(name, info.file_size, _reading(archive, info, f"{allowance.name}{WITHIN}{name}"))
        for name, info in zip(names, infos, strict=True)
        if not name.startswith(_NOT_FILES) and not name.rpartition("/")[2].startswith((".", "~$", *_NOT_FILES))
    ]


def _reading(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], bytes]:
    def get() -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(f"{name} is encrypted with a password", hint="Unpack it with the password")
        with archive.open(info) as part:
            return part.read()  # never more than the size that the directory states

    return get


def _unpacked(entry: _Entry, name: str, limits: Limits) -> bytes:
    if entry.size > limits.file_bytes:
        raise UnreadableFile(
            f"{name} has {entry.size:,} bytes; the limit is {limits.file_bytes:,}", hint="Split it into single releases"
        )
    return entry.data()
