"""Saved questions over runs of a growing corpus, with every way of delivery."""

import hashlib
import hmac
import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest

from communique.pipeline import run
from corpus.store import Store
from queries.corrections import correct
from queries.saved import Outcome, alert
from queries.saved.questions import load

from ..served import FAKE, SAMPLES

FIRST, SECOND, THIRD = (datetime(2099, 6, day, tzinfo=UTC) for day in (1, 2, 3))
NAME = "sample-ko-01"
QUESTION = """
question = "한중 해양협력대화 합의사항"
title = "Talks on the sea"
[[to]]
kind = "atom"
path = "feeds/sea.xml"
[[to]]
kind = "file"
path = "sea.jsonl"
[[to]]
kind = "webhook"
url = "https://hooks.example/sea"
secret_env = "SEA_SECRET"
"""


class Hook:
    """The other side of a webhook: it answers with `statuses`, one after the other, then with 200."""

    def __init__(self, *statuses: int | Exception) -> None:
        self.statuses = list(statuses)
        self.got: list[tuple[bytes, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        assert url == "https://hooks.example/sea"
        self.got.append((body, headers))
        answer = self.statuses.pop(0) if self.statuses else 200
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(scope="module")
def one_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    run([str(SAMPLES / f"{NAME}.hwpx")], folder, model=FAKE)
    return folder


@pytest.fixture
def corpus(one_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(one_release, tmp_path / "corpus"))
    saved = folder / "queries" / "saved"
    saved.mkdir(parents=True)
    (saved / "sea.toml").write_text(QUESTION, encoding="utf-8")
    monkeypatch.setenv("SEA_SECRET", "s3cret")
    return folder


def _asked(folder: Path, now: datetime, hook: Hook, **options: Any) -> Outcome:
    """Ask after all changes so far, at a moment of the test's own: changes are dated by the clock."""
    with Store(folder) as store:
        store._connection.execute("UPDATE record_changes SET changed_at = ?", (now.isoformat(timespec="seconds"),))
    [outcome] = alert(folder, now=now, post=hook, pause=0, **options)
    return outcome


def _lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / "sea.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_what_matches_is_sent_once_with_its_evidence(corpus: Path) -> None:
    hook = Hook()
    outcome = _asked(corpus, FIRST, hook)
    assert outcome.new > 0
    assert (outcome.changed, outcome.waiting, outcome.problems) == (0, 0, ())
    lines = _lines(corpus)
    assert len(lines) == outcome.new
    assert all(line["change"] == "new" and line["cells"]["item"]["evidence"] for line in lines)
    assert _asked(corpus, SECOND, hook).new == 0
    assert (len(_lines(corpus)), len(hook.got)) == (outcome.new, 1)


def test_the_feed_is_atom_with_an_entry_for_each(corpus: Path) -> None:
    outcome = _asked(corpus, FIRST, Hook())
    feed = feedparser.parse((corpus / "feeds" / "sea.xml").read_bytes())
    assert not feed.bozo
    assert (feed.version, feed.feed.title, len(feed.entries)) == ("atom10", "Talks on the sea", outcome.new)
    assert len({entry.id for entry in feed.entries}) == outcome.new
    assert all(entry.title.startswith("[new] ") for entry in feed.entries)


def test_a_request_is_signed_over_its_body(corpus: Path) -> None:
    hook = Hook()
    _asked(corpus, FIRST, hook)
    [(body, headers)] = hook.got
    signed = hmac.new(b"s3cret", f"{headers['Idempotency-Key']}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["X-Communique-Signature"] == f"sha256={signed}"
    assert json.loads(body)["saved"] == "sea"


def test_a_busy_receiver_is_tried_again_and_gets_the_same_delivery(corpus: Path) -> None:
    hook = Hook(503, httpx.ConnectError("away"))
    assert _asked(corpus, FIRST, hook).waiting == 0
    assert len({headers["Idempotency-Key"] for _, headers in hook.got}) == 1
    assert len(hook.got) == 3


@pytest.mark.parametrize("answers", [[503] * 3, [403], [302]])
def test_what_cannot_be_sent_waits_for_the_next_time_and_goes_nowhere_twice(corpus: Path, answers: list[int]) -> None:
    down = Hook(*answers)
    outcome = _asked(corpus, FIRST, down)
    assert outcome.waiting == 1
    assert f"hooks.example {'answered' if answers[0] == 503 else 'refused'}" in outcome.problems[0]
    written = _lines(corpus)
    up = Hook()
    outcome = _asked(corpus, SECOND, up)
    assert (outcome.new, outcome.waiting, outcome.problems) == (0, 0, ())
    assert [headers["Idempotency-Key"] for _, headers in up.got] == [down.got[0][1]["Idempotency-Key"]]
    assert _lines(corpus) == written


def test_a_missing_secret_is_named_and_what_it_would_sign_waits(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEA_SECRET")
    outcome = _asked(corpus, FIRST, Hook())
    assert outcome.waiting == 1
    assert "SEA_SECRET" in outcome.problems[0]


def test_a_fact_that_says_otherwise_is_changed_with_what_it_said_before(corpus: Path) -> None:
    _asked(corpus, FIRST, Hook())
    title, before = _lines(corpus)[0]["title"], len(_lines(corpus))
    with Store(corpus) as store:
        place = [item.title for item in store.record(NAME).agreements].index(title)
    correct(corpus, NAME, "agreements", place, action="correct", changes={"status": "completed"}, author="Kim")
    outcome = _asked(corpus, SECOND, Hook())
    assert (outcome.new, outcome.changed) == (0, 1)
    told = _lines(corpus)[before]
    assert (told["change"], told["title"], told["cells"]["status"]["value"]) == ("changed", title, "completed")
    assert told["before"]["status"] != "completed"


def test_a_new_release_is_news_and_what_it_leaves_alone_is_not(corpus: Path) -> None:
    _asked(corpus, FIRST, Hook())
    before = {line["title"] for line in _lines(corpus)}
    run([str(SAMPLES / "sample-zh-01.html")], corpus)
    _asked(corpus, THIRD, Hook())
    later = [line for line in _lines(corpus) if line["found_at"].startswith("2099-06-03")]
    assert all("sample-zh-01" in line["releases"] for line in later if line["change"] == "new")
    assert not [line for line in later if line["change"] == "new" and line["title"] in before]


def test_matches_of_releases_that_have_not_changed_are_no_news(corpus: Path) -> None:
    with Store(corpus) as store:
        store._connection.execute("UPDATE record_changes SET changed_at = '2001-01-01'")
    state = corpus / "queries" / "state" / "sea.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"asked_at": "2099-01-01T00:00:00+00:00"}')
    [outcome] = alert(corpus, now=FIRST, post=Hook(), pause=0)
    assert (outcome.new, outcome.changed) == (0, 0)


def test_the_first_time_can_be_for_getting_to_know_only(corpus: Path) -> None:
    path = corpus / "queries" / "saved" / "sea.toml"
    path.write_text('first = "none"\n' + QUESTION, encoding="utf-8")
    hook = Hook()
    assert _asked(corpus, FIRST, hook).new == 0
    assert (hook.got, _lines(corpus)) == ([], [])


def test_a_dry_run_tells_and_keeps_nothing(corpus: Path) -> None:
    hook = Hook()
    told = _asked(corpus, FIRST, hook, send=False)
    assert told.new > 0
    assert (hook.got, _lines(corpus)) == ([], [])
    assert _asked(corpus, SECOND, hook).new == told.new


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("question = ", "cannot be read"),
        ('question = "x"', "to"),
        ('question = "x"\n[[to]]\nkind = "webhook"\nurl = "http://hooks.example"', "https://"),
        ('question = "x"\n[[to]]\nkind = "fax"', "fax"),
        ('question = "x"\ncolour = 1\n[[to]]\nkind = "file"\npath = "a"', "colour"),
    ],
)
def test_a_faulty_question_is_named_and_the_others_are_asked(corpus: Path, content: str, reason: str) -> None:
    (corpus / "queries" / "saved" / "wrong.toml").write_text(content, encoding="utf-8")
    outcomes = {outcome.name: outcome for outcome in alert(corpus, now=FIRST, post=Hook(), pause=0)}
    assert reason in outcomes["wrong"].problems[0]
    assert outcomes["sea"].new > 0


def test_a_damaged_state_is_named_with_what_to_do(corpus: Path) -> None:
    state = corpus / "queries" / "state" / "sea.json"
    state.parent.mkdir(parents=True)
    state.write_text("{")
    assert "Remove it" in _asked(corpus, FIRST, Hook()).problems[0]


def test_a_line_that_was_cut_off_is_written_anew(corpus: Path) -> None:
    (corpus / "sea.jsonl").write_bytes(b'{"whole": 1}\n{"cut')
    _asked(corpus, FIRST, Hook())
    assert _lines(corpus)[0] == {"whole": 1}
    assert all("saved" in line for line in _lines(corpus)[1:])


def test_a_filter_with_a_date_that_is_none_is_named_and_the_others_are_asked(tmp_path: Path) -> None:
    bad = 'question = "x"\n[filters]\nsince = "banana"\n[[to]]\nkind = "file"\npath = "a.jsonl"\n'
    good = 'question = "x"\n[filters]\nsince = "2024"\n[[to]]\nkind = "file"\npath = "a.jsonl"\n'
    (tmp_path / "bad.toml").write_text(bad, encoding="utf-8")
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    questions, [problem] = load(tmp_path)
    assert [one.name for one in questions] == ["good"]
    assert "filters.since: Value error, 'banana' is not an EDTF date" in str(problem)
