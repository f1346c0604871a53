"""Asking the saved questions of a corpus again, and sending what is new or changed."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import CorpusError
from corpus.model import Model
from corpus.store import writing

from ..search import Searcher
from . import delivering, state
from .delivering import Post, posted
from .matching import matches, news, remembered
from .questions import SAVED_FOLDER, Feed, File, SavedQuestion, load
from .state import STATE_FOLDER, Delivery, Entry, State

_KEPT = 200
"""Entries of a feed."""


class Outcome(Model):
    """What came of a saved question: how much is new and changed, how many deliveries still wait, what went wrong."""

    name: str
    new: int = 0
    changed: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()

    def line(self) -> str:
        """The same for people."""
        waiting = f", {self.waiting} to be sent" if self.waiting else ""
        return f"{self.name}: {self.new} new, {self.changed} changed{waiting}"


def alert(
    folder: Path,
    *,
    now: datetime | None = None,
    saved: Path | None = None,
    post: Post = posted,
    pause: float = 1.0,
    send: bool = True,
) -> list[Outcome]:
    """Ask the saved questions of the corpus in `folder`, those in `saved` if given, and deliver their news.

    What cannot be delivered waits for the next time; nothing is delivered twice under another id. Without `send` it is
    told what would be sent, and nothing is kept. `pause` is what a refused request first waits, in seconds.

    Raises:
        StoreError: there is no corpus, or another process asks its saved questions.
    """
    questions, problems = load(saved if saved is not None else folder / SAVED_FOLDER)
    outcomes = [Outcome(name=Path(one.problem.partition(":")[0]).stem, problems=(str(one),)) for one in problems]
    if not questions:
        return outcomes
    moment = now or datetime.now(UTC)
    with writing(folder / STATE_FOLDER), Searcher(folder) as corpus:
        for question in questions:
            try:
                outcomes.append(_asked(question, corpus, folder, moment, post, pause, send))
            except CorpusError as error:
                outcomes.append(Outcome(name=question.name, problems=(str(error),)))
    return outcomes


def _asked(
    question: SavedQuestion, corpus: Searcher, folder: Path, now: datetime, post: Post, pause: float, send: bool
) -> Outcome:
    path = folder / STATE_FOLDER / f"{question.name}.json"
    before = state.read(path)
    with corpus.store() as store:
        seen_to = store.latest_change()
    found = matches(question, corpus, today=now.date())
    with corpus.store() as store:
        touched = store.changed(before.seen_to or before.asked_at or "")
    moment = now.isoformat(timespec="seconds")
    fresh = news(found, before.known, touched)
    if before.asked_at is None and question.first == "none":
        fresh = []
    entries = tuple(Entry(found_at=moment, news=one) for one in fresh)
    after = State(
        asked_at=moment,
        seen_to=seen_to,
        known=remembered(found, before.known),
        entries=(*before.entries, *entries)[-_KEPT:],
        waiting=(*before.waiting, *_deliveries(question, entries, moment)),
    )
    outcome = Outcome(
        name=question.name,
        new=sum(one.change == "new" for one in fresh),
        changed=sum(one.change == "changed" for one in fresh),
    )
    if not send:
        return outcome
    state.write(path, after)  # before anything is sent: what is killed now waits for the next time
    problems = _sent(question, folder, path, after, post, pause)
    waiting = len(state.read(path).waiting)
    return outcome.model_copy(update={"problems": tuple(problems), "waiting": waiting})


def _deliveries(question: SavedQuestion, entries: tuple[Entry, ...], moment: str) -> list[Delivery]:
    made = []
    for number, target in enumerate(question.to):
        if entries and not isinstance(target, Feed):
            keys = "\n".join([question.name, str(number), moment, *(entry.news.match.keys[0] for entry in entries)])
            identifier = hashlib.sha256(keys.encode()).hexdigest()[:32]
            made.append(Delivery(id=identifier, target=number, entries=entries))
    return made


def _sent(question: SavedQuestion, folder: Path, path: Path, after: State, post: Post, pause: float) -> list[str]:
    """Write the feeds and send what waits, in order; what could not be sent stays, and what follows it."""
    problems = []
    for target in question.to:
        if isinstance(target, Feed):
            try:
                delivering.feed(question, target, folder, after.entries)
            except CorpusError as error:
                problems.append(str(error))
    stuck: set[int] = set()
    left = list(after.waiting)
    for delivery in after.waiting:
        if delivery.target in stuck:
            continue
        if delivery.target < len(question.to):
            try:
                _deliver(question, delivery, folder, post, pause)
            except CorpusError as error:
                problems.append(str(error))
                stuck.add(delivery.target)
                continue
        left.remove(delivery)
        state.write(path, after.model_copy(update={"waiting": tuple(left)}))
    return problems


def _deliver(question: SavedQuestion, delivery: Delivery, folder: Path, post: Post, pause: float) -> None:
    target = question.to[delivery.target]
    if isinstance(target, File):
        delivering.file(question, target, folder, delivery)
    elif not isinstance(target, Feed):
        delivering.webhook(question, target, delivery, post=post, pause=pause)
