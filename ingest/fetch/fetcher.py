"""Fetching: sources to originals and a manifest in a folder, each address kept as soon as it is there.

A run that was stopped continues: what it had asked for already is read from the originals. A new run asks again, with
conditional requests, so that what has not changed is not sent.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from corpus.errors import BadResource, CorpusError, Unreachable
from ingest import sniff
from ingest.limits import FetchLimits

from .addresses import AddressRules
from .announced import check_announced, document_suffix, media_type_of, suffix_of_type
from .client import Client, Conditions, Download
from .clock import Clock, SystemClock
from .failures import BadStatus
from .links import Content, Link, Source
from .manifest import Entry, Manifest, Role
from .names import announced_name
from .originals import Originals
from .pages import attachments_of, licence_stated
from .sources import Addresses, Options, source_of, source_within

_HEAD = 4096
Progress = Callable[[str, str], None]
"""Called with what was done ("new", "unchanged", "known", "failed") and the address."""


@dataclass(frozen=True)
class FetchOptions:
    """What to fetch of a source. `match` is a pattern that addresses of releases must contain, `limit` their number."""

    source: Options = field(default_factory=Options)
    match: str | None = None
    limit: int | None = None
    attachments: bool = True


@dataclass
class FetchReport:
    """What a run did, by address; `failures` have the error in place of what was asked for."""

    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failures: list[tuple[str, CorpusError]] = field(default_factory=list)


def fetch(
    arguments: Iterable[str],
    folder: Path,
    *,
    options: FetchOptions | None = None,
    rules: AddressRules | None = None,
    limits: FetchLimits | None = None,
    clock: Clock | None = None,
    progress: Progress = lambda *_: None,
) -> FetchReport:
    """Fetch the releases of sources into `folder`; what fails is reported, and the rest is fetched.

    Whoever calls holds the right to write the folder.

    Raises:
        StoreError: the manifest cannot be opened.
        BadResource: a description of a board, or `match`, is wrong.
    """
    limits, clock = limits or FetchLimits(), clock or SystemClock()
    manifest = Manifest(folder)
    try:
        with Client(rules=rules, limits=limits, clock=clock) as client:
            fetcher = Fetcher(client, manifest, Originals(folder), options or FetchOptions(), progress)
            for argument in arguments:
                fetcher.fetch(argument)
            return fetcher.report
    finally:
        manifest.close()


class Fetcher:
    """Fetches sources one after the other; also the `Lists` that they read from."""

    def __init__(
        self, client: Client, manifest: Manifest, originals: Originals, options: FetchOptions, progress: Progress
    ) -> None:
        self._client = client
        self._manifest = manifest
        self._originals = originals
        self._options = options
        self._progress = progress
        self._match = _pattern(options.match)
        self._argument = ""
        self._since = ""
        self._asked: set[str] = set()
        self._releases = 0
        self.report = FetchReport()

    def fetch(self, argument: str) -> None:
        """Fetch a source; where it cannot be read at all, that is reported."""
        clock, limits = self._client.clock, self._client.limits
        self._argument = argument
        run, self._since = self._manifest.begin(argument, clock.now(), resume_hours=limits.resume_hours)
        try:
            self._take(source_of(argument, self._options.source, limits))
        except BadResource:
            raise
        except CorpusError as error:
            self._failed(argument, error)
        self._manifest.finish(run, clock.now())

    def read(
        self, url: str, *, secret: str = "", robots: bool = True, check: Callable[[bytes], object] | None = None
    ) -> bytes:
        """The content of a list, see `Lists.read`."""
        entry = self._ask(Link(url, source=""), "list", secret=secret, robots=robots, check=check)
        if entry.problem is not None or entry.sha256 is None:
            raise Unreachable(entry.problem or f"{url} gave nothing", hint=entry.hint or "Fetch it again later")
        return self._originals.path(entry.sha256).read_bytes()

    def known(self, url: str) -> bool:
        """Whether a release was had before this run."""
        entry = self._manifest.get(url)
        return entry is not None and entry.problem is None and (entry.fetched_at or self._since) < self._since

    def note(self, error: Unreachable) -> None:
        """Report what is wrong with a part of a source."""
        self._failed(self._argument, error)

    def _take(self, source: Source) -> None:
        """Fetch what a source names; an address that gives a feed or sitemap is a source in its turn."""
        given = isinstance(source, Addresses)
        for link in source.links(self):
            if self._options.limit is not None and self._releases >= self._options.limit:
                return
            if not given and not self._match.search(link.url):
                continue
            entry = self._release(link, may_be_list=given)
            if entry is None:
                continue
            if entry.role == "list":
                try:
                    self._take(self._within(entry))
                except CorpusError as error:
                    self._failed(entry.url, error)
                continue
            self._releases += 1
            if self._options.attachments:
                self._attachments(entry, link)

    def _release(self, link: Link, *, may_be_list: bool) -> Entry | None:
        """A release by its link; None where it is not had, or need not be looked at again."""
        entry = self._manifest.get(link.url)
        if link.content is not None:
            return self._made(link, link.content, entry)
        had = entry is not None and entry.problem is None and entry.sha256 is not None and entry.role != "list"
        if entry is not None and had and entry.checked_at < self._since:
            unchanged = link.modified is not None and link.modified.isoformat() < entry.checked_at
            if (unchanged or self._options.source.new_only) and not self._manifest.lacks_files(link.url):
                self._known(entry)
                return None
        asked = self._ask(link, "release", may_be_list=may_be_list)
        return asked if asked.problem is None else None

    def _ask(
        self,
        link: Link,
        role: Role,
        *,
        may_be_list: bool = False,
        licence: str | None = None,
        secret: str = "",
        robots: bool = True,
        check: Callable[[bytes], object] | None = None,
    ) -> Entry:
        """Ask for an address, unless this run did so already, and write down what came of it."""
        old = self._manifest.get(link.url)
        if old is not None and (link.url in self._asked or (old.problem is None and old.checked_at >= self._since)):
            if link.source and link.source != old.linked_from:
                self._manifest.put(old.model_copy(update={"linked_from": link.source, "label": link.label}))
            if link.url not in self._asked:  # a run before this one, which it continues, did
                self._asked.add(link.url)
                self._known(old)
            return old
        self._asked.add(link.url)
        limits = self._client.limits
        named: dict[str, Any] = {"linked_from": link.source or None, "label": link.label, "facts": link.facts}
        checked_at = self._client.clock.now().isoformat()
        try:
            download = self._client.get(
                link.url,
                into=self._originals.parts,
                most=limits.list_bytes if role == "list" else limits.body_bytes,
                known=self._conditions(old),
                robots=robots,
                secret=secret,
                check=(lambda path: check(path.read_bytes())) if check is not None else None,
            )
            named["checked_at"] = self._client.clock.now().isoformat()
            entry = self._kept(link, role, old, download, named, licence=licence, may_be_list=may_be_list)
        except Unreachable as error:
            entry = old or Entry(url=link.url, role=role, checked_at=checked_at)
            status = error.status if isinstance(error, BadStatus) else entry.status
            failed = {**named, "checked_at": checked_at, "status": status, "problem": error.problem, "hint": error.hint}
            entry = entry.model_copy(update=failed)
            if role != "list":
                self._failed(link.url, error)
        self._manifest.put(entry)
        return entry

    def _kept(
        self,
        link: Link,
        role: Role,
        old: Entry | None,
        download: Download,
        named: dict[str, Any],
        *,
        licence: str | None,
        may_be_list: bool,
    ) -> Entry:
        """The row for an answer, its bytes in their place."""
        if download.path is None or download.body is None:
            if old is None:
                raise Unreachable(f"{link.url} says that nothing has changed", hint="Run again")
            self._count("unchanged", link.url, role)
            return old.model_copy(update={**named, "problem": None, "hint": None})
        content_type = download.headers.get("content-type", "")
        filename = announced_name(download.disposition, link.url)
        names = (filename, link.url, *((link.label,) if role == "attachment" else ()))
        try:
            if role != "list":
                check_announced(download.path, link.url, document_suffix(*names) or suffix_of_type(content_type))
        except Unreachable:
            download.path.unlink(missing_ok=True)
            raise
        path = self._originals.keep(download.path, download.body.sha256)
        media_type = media_type_of(path, name=link.url, content_type=content_type)
        if may_be_list and self._source_in(link.url, path) is not None:
            role = "list"
        if role == "attachment" and media_type == sniff.HTML:
            role = "other"
        same = old is not None and old.sha256 == download.body.sha256
        self._count("unchanged" if same else "new", link.url, role)
        return Entry(
            url=link.url,
            role=role,
            final_url=download.final_url,
            status=download.status,
            fetched_at=old.fetched_at if same and old is not None else download.fetched_at.isoformat(),
            headers=download.headers,
            content_type=content_type,
            media_type=media_type,
            filename=filename,
            size=download.body.size,
            sha256=download.body.sha256,
            licence=(licence_stated(path, link.url) if media_type == sniff.HTML and role != "list" else None)
            or licence,
            **named,
        )

    def _made(self, link: Link, content: Content, old: Entry | None) -> Entry | None:
        """A release whose content the source itself gave; of one that was taken back, what was had stays."""
        now = self._client.clock.now().isoformat()
        sha256 = hashlib.sha256(content.page).hexdigest()
        same = old is not None and old.sha256 == sha256 and (old.role == "withdrawn") == link.withdrawn
        if link.withdrawn:
            entry = old or Entry(url=link.url, role="withdrawn", checked_at=now)
            entry = entry.model_copy(update={"role": "withdrawn", "checked_at": now, "facts": link.facts})
        else:
            descriptor, name = tempfile.mkstemp(dir=self._originals.parts, suffix=".part")
            with os.fdopen(descriptor, "wb") as file:
                file.write(content.page)
                file.flush()
                os.fsync(file.fileno())
            self._originals.keep(Path(name), sha256)
            entry = Entry(
                url=link.url,
                role="release",
                checked_at=now,
                fetched_at=old.fetched_at if same and old is not None else now,
                content_type="text/html; charset=utf-8",
                media_type=sniff.HTML,
                size=len(content.page),
                sha256=sha256,
                linked_from=link.source,
                label=link.label,
                licence=content.licence,
                facts=link.facts,
            )
        self._manifest.put(entry)
        self._count("unchanged" if same else "new", link.url, entry.role)
        return None if link.withdrawn else entry

    def _attachments(self, entry: Entry, link: Link) -> None:
        """Fetch the files that a source or a page names for a release."""
        found = list(link.attachments)
        if entry.media_type == sniff.HTML and entry.sha256 is not None and link.content is None:
            try:
                path = self._originals.path(entry.sha256)
                found += attachments_of(path, entry.final_url or entry.url, selectors=link.selectors)
            except Unreachable as error:
                self._failed(entry.url, error)
        most = self._client.limits.attachments
        if len(found) > most:
            problem = f"{entry.url} links {len(found)} files; the first {most} were fetched"
            self._failed(entry.url, Unreachable(problem, hint="Name the others one by one"))
        for file in found[:most]:
            if file.url != entry.url:
                self._ask(replace(file, source=entry.url), "attachment", licence=entry.licence)

    def _conditions(self, old: Entry | None) -> Conditions | None:
        """What makes a request conditional, if the bytes are still there."""
        if old is None or old.sha256 is None or not self._originals.path(old.sha256).is_file():
            return None
        return Conditions(old.headers.get("etag"), old.headers.get("last-modified"))

    def _within(self, entry: Entry) -> Source:
        source = self._source_in(entry.url, self._originals.path(entry.sha256 or ""))
        if source is None:
            raise Unreachable(f"{entry.url} is no list any more", hint="Run again")
        return source

    def _source_in(self, url: str, path: Path) -> Source | None:
        with path.open("rb") as file:
            return source_within(url, file.read(_HEAD), self._options.source, self._client.limits)

    def _count(self, what: Literal["new", "unchanged"], url: str, role: Role) -> None:
        if role != "list":
            (self.report.new if what == "new" else self.report.unchanged).append(url)
            self._progress(what, url)

    def _known(self, entry: Entry) -> None:
        if entry.role != "list":
            self.report.known.append(entry.url)
            self._progress("known", entry.url)

    def _failed(self, name: str, error: CorpusError) -> None:
        self.report.failures.append((name, error))
        self._progress("failed", name)


def _pattern(text: str | None) -> re.Pattern[str]:
    try:
        return re.compile(text or "")
    except re.error as error:
        raise BadResource(
            f"{text!r} is no pattern: {error}", hint="Write a regular expression, or plain words"
        ) from error
