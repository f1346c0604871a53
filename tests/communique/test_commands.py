import json
import shutil
from pathlib import Path

import pytest

from corpus.store import Store
from queries.corrections import correct

from .conftest import RELEASES, SAMPLES, Command


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from communique.pipeline import run

    folder = tmp_path_factory.mktemp("corpus")
    report = run([str(SAMPLES)], folder, model="fake")
    assert report.failures == []
    return folder


def test_a_run_reads_what_is_new_and_skips_what_it_has(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    first = communique("run", three_releases, "--corpus", corpus, "--model", "fake")
    assert (first.returncode, first.stdout) == (0, "read 3, unchanged 0, indexed 3\n")
    again = communique("run", three_releases, "--corpus", corpus)
    assert (again.returncode, again.stdout) == (0, "read 0, unchanged 3, indexed 0\n")
    changed = three_releases / "dev-en-01.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThe end.\n", encoding="utf-8")
    report = json.loads(communique("run", three_releases, "--corpus", corpus, "--json").stdout)
    assert (report["read"], report["unchanged"], report["indexed"]) == (["dev-en-01"], 2, 1)


def test_a_copy_is_named_and_skipped(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    (three_releases / "same.txt").write_bytes((three_releases / "dev-ko-01.txt").read_bytes())
    done = communique("run", three_releases, "--corpus", tmp_path / "corpus", "--model", "fake")
    assert done.returncode == 0
    assert "same.txt has the same bytes as" in done.stderr
    assert done.stdout == "read 3, unchanged 0, indexed 3, copies 1\n"


def test_two_files_of_one_stem_keep_ids_of_their_own(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    twin = three_releases / "more" / "dev-ko-01.txt"
    twin.parent.mkdir()
    twin.write_bytes((RELEASES / "dev-zh-02.txt").read_bytes())
    report = json.loads(
        communique("run", three_releases, "--corpus", tmp_path / "c", "--model", "fake", "--json").stdout
    )
    assert len(set(report["read"])) == 4
    assert sum(name.startswith("dev-ko-01") for name in report["read"]) == 2


def test_extract_needs_no_corpus_and_quotes_its_text(communique: Command, three_releases: Path) -> None:
    done = communique("extract", three_releases)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["dev-en-01", "dev-ko-01", "dev-zh-01"]
    for record in records:
        text = (three_releases / f"{record['id']}.txt").read_bytes().decode("utf-8")
        assert record["meetings"]
        for field in ("meetings", "agreements", "agencies", "persons", "dates", "programmes"):
            for item in record.get(field, []):
                assert item["evidence"]
                for evidence in item["evidence"]:
                    assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_text_prints_the_stored_text_and_its_blocks(communique: Command, three_releases: Path) -> None:
    path = three_releases / "dev-ko-01.txt"
    assert communique("text", path).stdout == path.read_bytes().decode("utf-8") + "\n"
    document = json.loads(communique("text", path, "--json").stdout)
    assert document["head"]["ref_date"] == "2025-04-24"
    assert {block["lang"] for block in document["blocks"]} <= {"ko", "en", "zh", "und"}


def test_dates_are_resolved_against_the_day_given(communique: Command, tmp_path: Path) -> None:
    done = communique("dates", "지난해 9월부터 올해 2월까지", "--lang", "ko", "--ref", "2025-04-24")
    assert done.stdout == "2024-09/2025-02  지난해 9월부터 올해 2월까지\n"
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "1", "lang": "en", "text": "on March 3", "ref": "2025-04-24"}\nnot a case\n')
    done = communique("dates", "--jsonl", cases)
    assert json.loads(done.stdout)["dates"] == [{"text": "March 3", "value": "2025-03-03", "start": 3}]
    assert (done.returncode, "line 2, is no case" in done.stderr) == (1, True)


def test_search_shows_the_release_the_words_and_the_facts(communique: Command, corpus: Path) -> None:
    done = communique("search", "rare earth hotline", "--corpus", corpus, "--json", "-k", "3")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0]["type"] == "question"
    answers = [line for line in lines if line["type"] == "answer"]
    assert len(answers) == 3
    for answer in answers:
        assert {"title", "date", "lang", "path", "text", "marks", "meetings", "score"} <= answer.keys()
        assert all(answer["text"][start:end].strip() for start, end in answer["marks"])
    shown = communique("search", "rare earth hotline", "--corpus", corpus, "-k", "1").stdout
    assert "1. " in shown
    assert "[" in shown


def test_search_marks_what_an_analyst_set(communique: Command, corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corrected"
    shutil.copytree(corpus, folder)
    asked = ("search", "agreements 2025", "--corpus", folder, "-k", "1")
    assert "corrected, was" not in communique(*asked).stdout
    with Store(folder) as store:
        was = store.record("sample-en-01").agreements[0].status
    correct(folder, "sample-en-01", "agreements", 0, action="correct", author="Kim", changes={"status": "launched"})
    assert f"launched [corrected, was {was}]" in communique(*asked).stdout
    rows = [line for line in map(json.loads, communique(*asked, "--json").stdout.splitlines()) if line["type"] == "row"]
    told = [cell["corrected"] for row in rows for cell in row["cells"].values() if "corrected" in cell]
    assert [(one["record"], one["name"], one["was"], one["now"]) for one in told] == [
        ("sample-en-01", "status", was, "launched")
    ]


def test_search_shows_what_it_understood_and_takes_away_what_it_is_told_to(communique: Command, corpus: Path) -> None:
    question = "MOUs signed by Korea and China in 1999"
    shown = communique("search", question, "--corpus", corpus).stdout
    assert "[on:1999]" in shown
    assert "No agreements satisfy the filters." in shown
    assert "Without on:1999 (1999): " in shown
    shown = communique("search", question, "--corpus", corpus, "--without", "on:1999").stdout
    assert "without on:1999" in shown
    mistaken = communique("search", question, "--corpus", corpus, "--without", "on:1998")
    assert "nothing was understood as on:1998" in mistaken.stderr
    assert mistaken.returncode == 0
    assert "memorandum of understanding on circular economy" in shown


def test_search_finds_what_falls_due(communique: Command, corpus: Path) -> None:
    shown = communique("search", "what is due before 2027?", "--corpus", corpus).stdout
    assert "[due:../2026]" in shown
    assert "Clean Sky Plan" in shown
    rows = [
        [line["cells"]["due"]["value"] for line in map(json.loads, done.stdout.splitlines()) if line["type"] == "row"]
        for done in (
            communique("search", "합의 due:2027", "--corpus", corpus, "--json"),
            communique("search", "합의", "--due", "2027-01..2027-06", "--corpus", corpus, "--json"),
        )
    ]
    assert rows == [["2026-12/2027-02"], ["2026-12/2027-02"]]
    refused = communique("search", "합의", "--due", "soon", "--corpus", corpus)
    assert refused.returncode == 2
    assert "'soon' is no date. Write 2026, 2026-06, 2026-01..2026-06 or ..2026" in " ".join(refused.stderr.split())


def test_filters_leave_only_what_satisfies_them(communique: Command, corpus: Path) -> None:
    def answers(*options: str) -> list[dict[str, object]]:
        done = communique("search", "협력", "--corpus", corpus, "--json", "-k", "50", *options)
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return [line for line in lines if line["type"] == "answer"]

    assert {answer["lang"] for answer in answers("--lang", "zh")} == {"zh"}
    assert all(
        str(answer["date"]) >= "2026" or answer["agreements"] or answer["meetings"]
        for answer in answers("--since", "2026")
    )
    assert {str(answer["date"])[:4] for answer in answers("--until", "2024")} >= {"2024"}
    assert all(answer["agreements"] for answer in answers("--kind", "mou"))
    japanese = {answer["document"] for answer in answers("--party", "JP")}
    assert japanese
    assert japanese <= {"sample-ko-02", "sample-en-02", "sample-zh-02"}
    assert answers("--until", "1900") == []


def test_the_register_has_a_meeting_once_with_its_releases_in_all_languages(communique: Command, corpus: Path) -> None:
    done = communique("register", "--corpus", corpus, "--json")
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    three = [set(entry["records"]) for entry in entries if len(entry["records"]) == 3]
    assert {"sample-ko-02", "sample-en-02", "sample-zh-02"} in three
    printed = communique("register", "--corpus", corpus).stdout
    assert all(name in printed for name in entries[0]["names"])


def test_show_prints_each_fact_with_its_words(communique: Command, corpus: Path) -> None:
    done = communique("show", "sample-ko-01", "--corpus", corpus)
    assert done.returncode == 0
    assert "meetings" in done.stdout
    assert "“" in done.stdout
    assert communique("show", "nothing", "--corpus", corpus).returncode == 2


@pytest.mark.parametrize("form", [("jsonl",), ("csv", "--table", "meetings"), ("csv", "--table", "agreements")])
def test_an_export_gives_the_same_bytes_twice(communique: Command, corpus: Path, form: tuple[str, ...]) -> None:
    first, second = (communique("export", "--to", *form, "--corpus", corpus).stdout for _ in range(2))
    assert first == second
    assert len(first.splitlines()) > 10


def test_status_says_what_the_corpus_holds(communique: Command, corpus: Path) -> None:
    done = communique("status", "--corpus", corpus)
    assert done.stdout.startswith("18 documents: 6 en, 6 ko, 6 zh\n")
    state = json.loads(communique("status", "--corpus", corpus, "--json", "--documents").stdout)
    assert state["index"]["model"] == "fake"
    assert len(state["listed"]) == 18


@pytest.mark.parametrize(
    "command", ["run", "status", "text", "extract", "dates", "search", "register", "show", "export", "score", "verify"]
)
def test_every_command_explains_itself_with_a_real_example(communique: Command, command: str) -> None:
    done = communique(command, "--help")
    assert done.returncode == 0
    assert f"$ communique {command}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "x", "--since", "yesterday"), "is no date. Write 2019, 2019-11 or 2019-11-04"),
        (("search", "x", "--since", "2020", "--until", "2019"), "Nothing lies after 2020 and before 2019"),
        (("search", " "), "The question is empty"),
        (("dates", "x"), "Say the language"),
        (("export",), "--to"),
        (("nothing",), "No such command"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    communique: Command, corpus: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = communique(*arguments, *(("--corpus", corpus) if arguments[0] in ("search", "export") else ()))
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
