"""Items that are the same become one agreement, with the evidence of each place that states it."""

from spacy.tokens import Doc

from corpus.records import Agreement

from ..found import release_of
from .items import Item


def merged(doc: Doc, found: list[Item], parties: tuple[str, ...]) -> list[Agreement]:
    """The agreements of `found`, in reading order."""
    release = release_of(doc)
    made: dict[str, Agreement] = {}
    for item in found:
        title = release.text[item.phrase.start : item.phrase.end]
        key = "".join(title.split())
        evidence = release.quote(item.source.sentence.start, item.source.sentence.end)
        if key in made:
            continue
        made[key] = Agreement(
            title=title,
            key=title,
            kind=item.kind,
            status=item.status,
            parties=parties,
            evidence=(evidence,),
            rule=f"{item.source.sentence.lang}.{item.source.act.verb.id}.{item.source.act.rule}",
        )
    return list(made.values())
