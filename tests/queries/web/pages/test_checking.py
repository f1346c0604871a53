"""A file that a visitor sends is read, shown, and not kept; one that cannot be read gives one line."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from corpus.store import Store
from queries.web.pages.interface import INTERFACES, words
from queries.web.settings import SETTINGS
from tests.queries.web.conftest import Ask

SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"


def sent(client, name: str, data: bytes, lang: str = "en"):
    return client.post(f"/{lang}/check", files={"file": (name, data)})


def parsed(answer: Any) -> Any:
    return html.fromstring(answer.text)


def problem(answer: Any) -> str:
    """What exactly is wrong, after what kind of failure it is."""
    return " ".join(parsed(answer).xpath("string(//*[@role='alert']/p[@lang='en'])").split())


@pytest.mark.parametrize("name", ["sample-ko-05.pdf", "sample-zh-01.html", "sample-en-06.txt"])
def test_a_release_is_shown_with_its_facts_and_not_kept(client, corpus_folder, name):
    with Store(corpus_folder) as store:
        before = [stored.id for stored in store.documents()]
    answer = sent(client, name, (SAMPLES / name).read_bytes())
    assert answer.status_code == 200
    found = parsed(answer)
    assert len(found.xpath("//*[@class='fact']")) > 10
    assert "Not stored" in found.text_content()
    assert [each for each in found.xpath("//main//a/@href") if not each.startswith("#")] == []
    with Store(corpus_folder) as store:
        assert [stored.id for stored in store.documents()] == before


def test_a_file_that_cannot_be_read_gives_one_line(client):
    answer = sent(client, "broken.pdf", b"%PDF-1.7 and nothing more")
    assert answer.status_code == 422
    assert problem(answer).startswith("broken.pdf")
    assert "Traceback" not in answer.text
    assert "/tmp" not in problem(answer)


@pytest.mark.parametrize("lang", INTERFACES)
def test_that_a_file_cannot_be_read_is_said_in_the_language_of_the_page(client, lang):
    [notice] = parsed(sent(client, "empty.txt", b"", lang)).xpath("//*[@role='alert']")
    assert notice.xpath("string(p[1])") == words(lang)("failure.unreadable-file")
    assert notice.xpath("p[2]/@lang") == ["en"]


def test_an_empty_file_gives_one_line(client):
    assert problem(sent(client, "empty.txt", b"")).startswith("empty.txt is empty.")


def test_a_file_over_the_limit_gives_one_line(serve: Ask):
    client = serve(SETTINGS.model_copy(update={"upload_bytes": 1_000_000}))
    answer = sent(client, "large.txt", b"a" * 1_000_001)
    assert answer.status_code in (413, 422)
    assert problem(answer) != ""


def test_a_bundle_is_to_be_opened_first(client):
    bundle = BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for name in ("sample-zh-02.txt", "sample-en-06.txt"):
            archive.write(SAMPLES / name, name)
    answer = sent(client, "bundle.zip", bundle.getvalue())
    assert answer.status_code == 422
    assert problem(answer).startswith("bundle.zip holds several files.")


def test_a_name_with_folders_or_markup_is_only_a_name(client):
    answer = sent(client, "../../etc/<b>x</b>.pdf", b"%PDF-1.7 nothing")
    assert answer.status_code == 422
    assert problem(answer).startswith("x.pdf") or problem(answer).startswith("b>.pdf")
    assert parsed(answer).xpath("//*[@role='alert']//b") == []


def test_without_a_file_the_page_says_so(client):
    answer = client.post("/ko/check", files={"file": ("", b"")})
    assert answer.status_code == 422
    assert problem(answer) != ""
