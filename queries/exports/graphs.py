"""The network of a corpus as GraphML: meetings, bodies, persons, countries, agreements and releases."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import networkx as nx

from corpus.records import Record

from .gathered import Gathering, gathered, person_key


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """The graph as GraphML."""
    nx.write_graphml_lxml(_numbered(graph(records)), out, named_key_ids=True)


def _numbered(made: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """The same graph, the key of each edge a number: the ids of edges are unique in a GraphML document."""
    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    numbered.add_nodes_from(made.nodes(data=True))
    for number, (start, end, stated) in enumerate(made.edges(data=True)):
        numbered.add_edge(start, end, key=f"e{number}", **stated)
    return numbered


def graph(records: Iterable[Record]) -> "nx.MultiDiGraph[str]":
    """A directed graph; nodes and edges tell their `kind`.

    Edges: body `meets` at meeting, person `heads` meeting, person `belongs` to body, body `of` country, country
    `takes part` in meeting, agreement `agreed at` meeting, country or body `party` to agreement, release `reports`
    meeting.
    """
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for meeting in gathered(records):
        _add(made, meeting)
    return made


def _add(made: "nx.MultiDiGraph[str]", meeting: Gathering) -> None:
    event = _node(
        made, "meeting", meeting.key, label=meeting.names[0], status=meeting.status, date=meeting.date,
        level=meeting.first("level"), format=meeting.first("format"), place=meeting.first("place"),
        series=meeting.first("ref"),
    )  # fmt: skip
    for code in meeting.countries:
        made.add_edge(_node(made, "country", code, label=code), event, key="takes part", kind="takes part")
    bodies: dict[tuple[str, str], str] = {}
    for release in meeting.releases:
        article = _node(made, "release", release.id, label=release.title or release.id, issuer=release.issuer,
                        date=release.issued, lang=release.lang, url=release.url)  # fmt: skip
        made.add_edge(article, event, key="reports", kind="reports")
        for name, agency in release.agencies.items():
            key = agency.ref or f"{agency.name}.{agency.country or ''}"
            bodies[release.id, name] = key
    for release, agency in meeting.agencies:
        made.add_edge(_body(made, bodies, release.agencies, release.id, agency.name), event, key="meets", kind="meets")
    for release, person in meeting.heads:
        one = _node(made, "person", person_key(person), label=person.name, latin=person.latin, side=person.side)
        made.add_edge(one, event, key="heads", kind="heads")
        if person.agency in release.agencies:
            body = _body(made, bodies, release.agencies, release.id, person.agency)
            made.add_edge(one, body, key="belongs", kind="belongs", role=person.role or "")
    for each in meeting.agreed:
        item, release = each.item, each.release
        agreed = _node(made, "agreement", f"{release.id}-{each.position}", label=item.title, status=item.status,
                       item=item.kind, date=item.period or item.date)  # fmt: skip
        made.add_edge(agreed, event, key="agreed at", kind="agreed at")
        for name in item.parties:
            if name in release.agencies:
                party = _body(made, bodies, release.agencies, release.id, name)
            else:
                party = _node(made, "country" if name in each.countries else "party", name, label=name)
            made.add_edge(party, agreed, key="party", kind="party")


def _body(
    made: "nx.MultiDiGraph[str]", keys: dict[tuple[str, str], str], known: dict[str, Any], release: str, name: str
) -> str:
    agency = known[name]
    body = _node(made, "body", keys[release, name], label=agency.name, country=agency.country, ref=agency.ref)
    if agency.country:
        made.add_edge(body, _node(made, "country", agency.country, label=agency.country), key="of", kind="of")
    return body


def _node(made: "nx.MultiDiGraph[str]", kind: str, key: str, **stated: str | None) -> str:
    """Add a node, or what is newly stated of one; its id."""
    identifier = f"{kind}:{key}"
    known = made.nodes[identifier] if identifier in made else {}
    fields = {name: value for name, value in stated.items() if value is not None and name not in known}
    made.add_node(identifier, kind=kind, **fields)
    return identifier
