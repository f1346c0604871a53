"""Reading and extraction in processes apart, several at a time: a document that breaks one of them costs itself only.

`python -m communique.extractor` is such a process. What it makes of a document is its record, and what versions and
near copies of it are found by.
"""

import base64
import json
from pathlib import Path

from corpus.documents import Document
from corpus.records import Record
from ingest.limits import LIMITS, Limits
from ingest.renditions import signature_of
from ingest.revisions import form_of
from ingest.worker import Reader

_LETTERS_A_SECOND = 2000
"""A fortieth of what extraction takes: a document may be slow, and the machine busy."""


class Extractor(Reader):
    """A reader whose children extract records too."""

    def __init__(self, *, jobs: int = 1, limits: Limits = LIMITS) -> None:
        super().__init__(jobs=jobs, limits=limits, maker="communique.extractor")

    def extract(self, path: Path | str, *, name: str) -> tuple[Document, Record, str, bytes]:
        """A document with its record, its form and its signature; safe to call from several threads.

        Raises:
            UnreadableFile: it cannot be read or extracted, crashed the process or took more than its limits.
            CorpusError: what else reading raised.
        """
        document, made = self.read_and_make(path, name=name, seconds=self._seconds)
        fields = json.loads(made)
        record = Record.from_json(fields["record"])
        return document, record, fields["form"], base64.b64decode(fields["signature"])

    def _seconds(self, document: Document) -> float:
        return self._limits.wall_seconds + len(document.text) / _LETTERS_A_SECOND


def _made(document: Document) -> str:
    import extract

    return json.dumps(
        {
            "record": extract.run(document).as_json(),
            "form": form_of(document),
            "signature": base64.b64encode(signature_of(document)).decode(),
        }
    )


if __name__ == "__main__":
    from extract.pipeline import pipeline
    from ingest.child import run

    pipeline()  # a second's work, best done before the first document comes
    run(_made)
