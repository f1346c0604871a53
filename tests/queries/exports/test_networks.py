"""The formats of networks and event data."""

import io
import json
from typing import Any

import networkx as nx
import pytest

from corpus.records import Record
from queries.exports import write

from ..support import agreement, meeting, record


def _lines(form: str, records: list[Record]) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write(form, records, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _graph(records: list[Record]) -> Any:
    out = io.BytesIO()
    write("graphml", records, out)
    out.seek(0)
    return nx.read_graphml(out, force_multigraph=True)


def test_every_edge_of_the_graph_has_an_id_of_its_own(samples: list[Record]) -> None:
    graph = _graph(samples)
    ids = [key for _, _, key in graph.edges(keys=True)]
    assert len(ids) == len(set(ids))
    assert {kind for *_, kind in graph.edges(data="kind")} >= {"takes part", "reports", "party"}


def test_the_graph_reads_back_with_meetings_bodies_countries_and_releases(samples: list[Record]) -> None:
    graph = _graph(samples)
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    assert {"meeting", "body", "country", "release", "agreement", "person"} <= kinds
    meetings = {m.event or f"{r.id}~{n}" for r in samples for n, m in enumerate(r.meetings)}
    assert {node for node, kind in graph.nodes(data="kind") if kind == "meeting"} == {f"meeting:{m}" for m in meetings}
    reported = {(a, b) for a, b, kind in graph.edges(data="kind") if kind == "reports"}
    assert reported == {
        (f"release:{r.id}", f"meeting:{m.event or f'{r.id}~{n}'}") for r in samples for n, m in enumerate(r.meetings)
    }


def test_what_no_xml_can_hold_does_not_break_the_graph(hostile: Record) -> None:
    assert f"meeting:{hostile.id}~0" in _graph([hostile])


EVENTS = [
    ("held", "CONSULT"),
    ("ongoing", "CONSULT"),
    ("planned", "AGREE"),
]


@pytest.mark.parametrize(("status", "kind"), EVENTS)
def test_a_meeting_is_a_consultation_and_a_planned_one_an_agreement(status: str, kind: str) -> None:
    given = meeting("talks", status=status, date="2025-01-02", event="2025-01-02.cn-kr.talks")
    [line] = _lines("plover", [record("a", given)])
    assert (line["type"], line["source"], line["target"], line["date"]) == (kind, "CN", "KR", "2025-01-02")


def test_a_cancelled_meeting_is_no_event(moved: list[Record]) -> None:
    assert [line["id"] for line in _lines("plover", moved[:3])] == []


@pytest.mark.parametrize(
    ("status", "kind"), [("agreed", "AGREE"), ("signed", "SUPPORT"), ("adopted", "SUPPORT"), ("launched", "COOPERATE")]
)
def test_items_are_events_of_their_status_for_each_pair_of_countries(status: str, kind: str) -> None:
    item = agreement("fund", meeting="talks", status=status, kind="project", parties=("CN", "JP", "KR"))
    given = meeting("talks", event="2025-01-02.cn-jp-kr.talks", date="2025-01-02", status="cancelled")
    lines = _lines("plover", [record("a", given, item)])
    assert [(line["source"], line["target"]) for line in lines] == [("CN", "JP"), ("CN", "KR"), ("JP", "KR")]
    assert {(line["type"], line["mode"], line["text"]) for line in lines} == {(kind, "project", "fund")}


def test_every_event_of_the_samples_has_an_id_of_its_own(samples: list[Record]) -> None:
    lines = _lines("plover", samples)
    assert lines
    assert len({line["id"] for line in lines}) == len(lines)


def test_entities_are_valid_and_clean_by_the_model_of_followthemoney(
    samples: list[Record], moved: list[Record], between_bodies: Record
) -> None:
    ftm = pytest.importorskip("followthemoney", reason="its model is not installed: `make ftm`, with ICU's headers")
    lines = _lines("followthemoney", [*samples, *moved, between_bodies])
    assert {"Event", "PublicBody", "Person", "Project", "Membership", "ProjectParticipant", "UnknownLink"} <= {
        line["schema"] for line in lines
    }
    known = {line["id"] for line in lines}
    assert len(known) == len(lines)
    for line in lines:
        schema = ftm.model.get(line["schema"])
        schema.validate(line)
        entity = ftm.model.make_entity(schema)
        entity.id = line["id"]
        for name, values in line["properties"].items():
            prop = schema.get(name)
            for value in values:
                if prop.type.name == "entity":
                    assert value in known
                    continue
                assert prop.type.clean(value) == value, (name, value)
                entity.add(name, value)


def test_the_same_person_and_body_of_two_releases_are_one_entity(samples: list[Record]) -> None:
    once, twice = (_lines("followthemoney", each) for each in (samples, [*samples, *samples]))
    assert [line["id"] for line in once] == [line["id"] for line in twice]


def test_bodies_that_are_parties_take_part_in_the_project_and_the_responsible_one_is_named_so(
    between_bodies: Record,
) -> None:
    lines = _lines("followthemoney", [between_bodies])
    names = {line["id"]: line["properties"].get("name", [""])[0] for line in lines}
    roles = {
        (names[line["properties"]["participant"][0]], line["properties"]["role"][0])
        for line in lines
        if line["schema"] == "ProjectParticipant"
    }
    assert roles == {("Body A", "responsible"), ("Body B", "party")}
    [project] = (line["properties"] for line in lines if line["schema"] == "Project")
    assert (project["amount"], project["currency"]) == (["300000000"], ["KRW"])
    assert project["startDate"] == ["2025-01-01"]
    [pair] = (line for line in _lines("plover", [between_bodies]) if line["type"] == "SUPPORT")
    assert (pair["source"], pair["target"]) == ("CN", "KR")
