"""What clients ask, each from a seed of its own, and what they check of the answers."""

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import httpx

from .truths import Truths, quotations

QUESTIONS = (
    "희토류 공급망 핫라인", "한국과 중국은 무엇에 합의했나", "환경장관회의 공동성명", "미세먼지 저감 협력",
    "2025년 이후 해양 협력", "rare earth supply chains",
    "what did Korea and China agree?", "joint research on carbon capture",
    "ministerial meeting on health", "agreements with Japan since 2020", "稀土供应链", "中韩海洋事务对话",
    "三国环境部长会议", "青年交流 谅解备忘录", "联合研究 碳捕集",
)  # fmt: skip
_INTERFACES = ("ko", "en", "zh")
_EXPORTS = ("jsonl", "csv", "icalendar")
SHARES = {
    "search": 30, "ask": 10, "search page": 20, "record": 12, "meeting": 6, "lists": 6, "release page": 6, "compare": 3,
    "follow-up": 3, "status": 3, "export": 1,
}  # fmt: skip
"""Of a hundred requests."""
_AGAIN = 3


@dataclass
class Told:
    """What clients met: seconds of answers by kind, errors by what they were."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    truths: Truths = field(default_factory=Truths)


class Client:
    """One of many: asks until it is told to stop."""

    def __init__(self, address: str, number: int, told: Told, *, pause: float) -> None:
        self._http = httpx.AsyncClient(base_url=address, timeout=120, limits=httpx.Limits(max_connections=1))
        self._chance, self._told, self._pause = random.Random(number), told, pause
        self._ids: list[str] = []
        self._events: list[str] = []

    async def work(self, until: float) -> None:
        """Ask one thing after the other."""
        async with self._http:
            await self._list()
            while time.monotonic() < until:
                [kind] = self._chance.choices([*SHARES], [*SHARES.values()])
                await self._ask(kind)
                await asyncio.sleep(self._pause * 2 * self._chance.random())

    async def _list(self) -> None:
        listed = await self._json("lists", "/api/v1/records", limit=200)
        self._ids = [each["id"] for each in listed["items"]] if listed else []
        meetings = await self._json("lists", "/api/v1/meetings", limit=200)
        self._events = [each["event"] for each in meetings["items"]] if meetings else []

    async def _ask(self, kind: str) -> None:
        question, lang = self._chance.choice(QUESTIONS), self._chance.choice(_INTERFACES)
        identifier = self._chance.choice(self._ids) if self._ids else ""
        match kind:
            case "search" | "ask":
                answer = await self._json(kind, f"/api/v1/{kind}", q=question, k=10)
                await self._check(f"{kind} {question!r}", answer)
            case "search page":
                await self._get(kind, f"/{lang}/search", q=question)
            case "release page" if identifier:
                await self._get(kind, f"/{lang}/releases/{identifier}")
            case "record" if identifier:
                await self._record(identifier)
            case "meeting" if self._events:
                event = self._chance.choice(self._events)
                answer = await self._json(kind, f"/api/v1/meetings/{event}", missing=True)
                await self._check(f"{kind} {event}", answer)
            case "lists":
                await self._list()
            case "compare" if len(self._ids) > 1:
                answer = await self._json(kind, "/api/v1/compare", id=self._chance.sample(self._ids, 2))
                await self._check(kind, answer)
            case "follow-up":
                await self._check(kind, await self._json(kind, "/api/v1/follow-up", limit=50))
            case "status":
                if (standing := await self._json(kind, "/api/v1/status")) is not None:
                    self._told.truths.see_status(standing)
            case "export":
                await self._export(self._chance.choice(_EXPORTS))

    async def _record(self, identifier: str) -> None:
        """A record and the text it was made from; a run may put another version between the two."""
        for _ in range(_AGAIN):
            record = await self._json("record", f"/api/v1/records/{identifier}", missing=True)
            if record is None:
                return
            if not await self._unfit(record):
                text = next(text for text in self._told.truths.texts[identifier] if _fits(record, text))
                self._told.truths.see_record(record, text)
                return
        self._told.truths.blame(f"record {identifier}: its evidence is in no text of the release")

    async def _export(self, name: str) -> None:
        answer = await self._get("export", f"/api/v1/exports/{name}")
        if answer is None or name != "jsonl":
            return
        records = [json.loads(line) for line in answer.text.splitlines()]
        if len({record["id"] for record in records}) != len(records):
            self._told.truths.blame("export: a record twice")
        for record in self._chance.sample(records, min(len(records), 5)):
            await self._check("export", record)

    async def _check(self, what: str, answer: Any) -> None:
        for identifier in await self._unfit(answer):
            self._told.truths.blame(f"{what}: words of {identifier} that no text of the release has in that place")

    async def _unfit(self, answer: Any) -> list[str]:
        """The releases whose words in an answer fit no text of theirs: neither one seen before nor that of now."""
        left = self._told.truths.unfit("", answer)
        for identifier in left:
            text = await self._get("text", f"/api/v1/documents/{identifier}/text", missing=True)
            if text is not None:
                self._told.truths.see_text(identifier, text.text)
        return [identifier for identifier, each in left.items() if not self._told.truths.fit(identifier, each)]

    async def _json(self, kind: str, path: str, *, missing: bool = False, **parameters: Any) -> Any:
        answer = await self._get(kind, path, missing=missing, **parameters)
        return answer.json() if answer is not None else None

    async def _get(self, kind: str, path: str, *, missing: bool = False, **parameters: Any) -> httpx.Response | None:
        """An answer; None where there was none: noted, but with `missing` not where the thing is not there."""
        begun = time.monotonic()
        try:
            answer = await self._http.get(path, params=parameters)
        except httpx.HTTPError as error:
            self._told.errors[f"{kind}: {type(error).__name__}"] += 1
            return None
        self._told.seconds[kind].append(time.monotonic() - begun)
        if answer.status_code == httpx.codes.OK:
            return answer
        if not (missing and answer.status_code == httpx.codes.NOT_FOUND):
            self._told.errors[f"{kind}: {answer.status_code} {answer.text[:120]}"] += 1
        return None


def _fits(record: Any, text: str) -> bool:
    return all(text[start:end] == words for each in quotations(record).values() for start, end, words in each)
