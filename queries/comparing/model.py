"""What a comparison of releases holds."""

from typing import Any, Literal

from corpus.documents import Evidence
from corpus.model import Model
from corpus.store import Line

About = Literal["meeting", "agreement", "person", "figure"]


class Said(Model):
    """What one release states, and its words."""

    record: str
    value: Any
    evidence: tuple[Evidence, ...]


class Difference(Model):
    """A thing that releases state in ways that cannot both be right: `field` of `item`, each with its quotation."""

    about: About
    item: str
    field: str
    said: tuple[Said, ...]

    def line(self) -> str:
        """The same for people."""
        values = "; ".join(f"{one.record}: {_shown(one.value)}" for one in self.said)
        return f"{self.about} “{' '.join(self.item.split())}”, {self.field}: {values}"


class Telling(Model):
    """One fact as one release tells it: `position` in its list, `name` as written, `fields` that it states."""

    record: str
    position: int
    name: str
    fields: dict[str, Any]
    evidence: tuple[Evidence, ...]


class Row(Model):
    """One fact as the releases tell it; `missing` are those that do not."""

    about: About
    name: str
    event: str | None = None
    tellings: tuple[Telling, ...]
    missing: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


class Comparison(Model):
    """Releases beside each other; `event` is the meeting that all of them are about, None where there is none."""

    event: str | None
    releases: tuple[Line, ...]
    meetings: tuple[Row, ...]
    agreements: tuple[Row, ...]
    persons: tuple[Row, ...]
    figures: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All that differs, meetings first."""
        rows = (*self.meetings, *self.agreements, *self.persons)
        return (*(each for row in rows for each in row.differences), *self.figures)

    def left_out(self, record: str) -> list[Row]:
        """The agreements and meetings that others report and this release does not."""
        return [row for row in (*self.agreements, *self.meetings) if record in row.missing]

    def as_json(self) -> dict[str, Any]:
        """The published form."""
        fields: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        fields["differences"] = [each.model_dump(mode="json", exclude_none=True) for each in self.differences]
        fields["left_out"] = {
            line.id: [{"about": row.about, "name": row.name} for row in self.left_out(line.id)]
            for line in self.releases
        }
        return fields


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
