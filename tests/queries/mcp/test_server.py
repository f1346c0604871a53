"""A client of the protocol's own package talks to the command, as a language model's program does."""

import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import indent
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters

from tests.queries.served import sample_corpus

NAMES = ["search", "get_record", "get_document", "compare", "follow_up"]


def _run(asked: Callable[[], Awaitable[Any]]) -> Any:
    """Run in a thread of its own: tests with a browser leave a loop running in this one, where no other may start."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(anyio.run, asked).result()


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_corpus(tmp_path_factory.mktemp("asked"))


CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "found": ("search", {"question": "한중 해양협력대화에서 합의한 사업", "limit": 3}),
    "due": ("search", {"question": "한중 합의", "due": "2027"}),
    "no deadline": ("search", {"question": "한중 합의", "due": "soon"}),
    "record": ("get_record", {"id": "sample-ko-01", "lists": ["agreements"]}),
    "part": ("get_document", {"id": "sample-ko-01", "start": 100, "length": 50}),
    "compared": ("compare", {"ids": ["sample-ko-01", "sample-zh-01"]}),
    "followed": ("follow_up", {"on": "2026-06-30", "countries": ["CN", "KR"], "limit": 100}),
    "no day": ("follow_up", {"on": "2026-02-30"}),
    "no record": ("get_record", {"id": "nowhere"}),
    "no date": ("search", {"question": "환경", "since": "2023-02-30"}),
    "too few": ("compare", {"ids": ["sample-ko-01"]}),
    "no limit": ("search", {"question": "환경", "limit": 0}),
}
READ = ("communique://documents/sample-zh-01", "communique://records/sample-zh-01", "communique://documents/nowhere")


@pytest.fixture(scope="module")
def told(corpus_folder: Path) -> dict[str, Any]:
    """What one server answered to all that the tests ask."""

    async def asked() -> dict[str, Any]:
        command = ["-m", "communique", "mcp", "--corpus", str(corpus_folder)]
        server = StdioServerParameters(command=sys.executable, args=command)
        async with Client(server, read_timeout_seconds=120) as client:
            answers: dict[str, Any] = {"instructions": client.instructions, "tools": (await client.list_tools()).tools}
            answers["templates"] = (await client.list_resource_templates()).resource_templates
            for key, (name, arguments) in CALLS.items():
                answers[key] = await client.call_tool(name, arguments)
            for address in READ:
                try:
                    contents: Any = (await client.read_resource(address)).contents
                    answers[address] = contents[0].text
                except MCPError as error:
                    answers[address] = error
            return answers

    answers: dict[str, Any] = _run(asked)
    return answers


def test_every_tool_says_what_it_does_takes_and_gives(told: dict[str, Any]) -> None:
    assert [tool.name for tool in told["tools"]] == NAMES
    assert "exact words" in told["instructions"]
    for tool in told["tools"]:
        assert len(tool.description) > 80
        assert tool.annotations.read_only_hint is True
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        for name, field in tool.input_schema["properties"].items():
            assert field.get("description"), f"{tool.name}.{name} is not described"


def test_a_model_finds_facts_reads_them_and_compares_both_sides(told: dict[str, Any]) -> None:
    found, record, part, compared = (told[name] for name in ("found", "record", "part", "compared"))
    assert not any(result.is_error for result in (found, record, part, compared))
    answer = found.structured_content
    assert json.loads(found.content[0].text) == answer
    assert {each["key"] for each in answer["understood"]} >= {"series:kr-cn.maritime-dialogue"}
    assert answer["about"] == "agreements"
    assert all(cell["words"] for fact in answer["facts"] for cell in fact["cells"].values() if cell.get("value"))
    assert {each["words"]["record"] for each in answer["passages"]} <= {
        f"sample-{lang}-0{number}" for lang in ("ko", "en", "zh") for number in (1, 5)
    }
    items = record.structured_content
    assert items["schema"] == 1
    assert items["source"]["path"] == "sample-ko-01.hwpx"
    assert items["agreements"]
    assert "meetings" not in items or items["meetings"] == []
    text = part.structured_content
    assert (text["start"], text["end"], len(text["text"])) == (100, 150, 50)
    assert compared.structured_content["meeting"] == "kr-cn.maritime-dialogue-9"
    for difference in compared.structured_content["differences"]:
        assert {said["record"] for said in difference["said"]} == {"sample-ko-01", "sample-zh-01"}
        assert all(said["words"] for said in difference["said"])


def test_a_model_may_ask_for_what_falls_due(told: dict[str, Any]) -> None:
    answer = told["due"].structured_content
    assert answer["about"] == "agreements"
    assert [fact["cells"]["due"]["value"] for fact in answer["facts"]] == ["2026-12/2027-02"]
    assert answer["facts"][0]["cells"]["due"]["words"]


def test_a_model_sees_what_became_of_what_was_agreed(told: dict[str, Any]) -> None:
    answer = told["followed"].structured_content
    assert answer["on"] == "2026-06-30"
    assert answer["total"] == len(answer["commitments"]) > 0
    for each in answer["commitments"]:
        assert each["words"]
        assert {"CN", "KR"} <= {*each["parties"]}
        assert ("overdue_since" in each) == (each["state"] == "overdue")
    late = [each["overdue_since"] for each in answer["commitments"] if each["state"] == "overdue"]
    assert late == sorted(late)


def test_what_goes_wrong_is_one_line_that_says_what_to_do(told: dict[str, Any], corpus_folder: Path) -> None:
    results = [told[name] for name in ("no record", "no date", "too few", "no limit", "no day", "no deadline")]
    assert all(result.is_error for result in results)
    lines = [result.content[0].text for result in results]
    assert lines[0] == "The corpus holds no release 'nowhere'. Take an id that search gave (`record`)"
    assert lines[1] == "'2023-02-30' is no date. Write 2019, 2019-11 or 2019-11-04"
    assert "ids" in lines[2]
    assert "limit" in lines[3]
    assert lines[4] == "'2026-02-30' is no day. Write one like 2025-12-31"
    assert lines[5] == "'soon' is no date. Write 2026, 2026-06, 2026-01..2026-06 or ..2026"
    assert not any(str(corpus_folder) in line or "Traceback" in line for line in lines)


def test_releases_are_resources(told: dict[str, Any], corpus_folder: Path) -> None:
    text, record, problem = (told[address] for address in READ)
    assert [each.uri_template for each in told["templates"]] == [
        "communique://documents/{id}",
        "communique://records/{id}",
    ]
    assert "海洋事务对话" in text
    assert json.loads(record)["id"] == "sample-zh-01"
    assert "holds no document 'nowhere'" in str(problem)
    assert str(corpus_folder) not in str(problem)


def test_they_run_where_a_loop_runs_already() -> None:
    async def inner() -> str:
        return "answered"

    async def outer() -> str:
        answer: str = _run(inner)
        return answer

    assert _run(outer) == "answered"


def test_every_tool_and_resource_is_documented(told: dict[str, Any]) -> None:
    text = (Path(__file__).parents[3] / "docs" / "mcp.md").read_text(encoding="utf-8")
    names = [*(tool.name for tool in told["tools"]), *(each.uri_template for each in told["templates"])]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_example_of_the_documentation_runs(
    corpus_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[3] / "docs" / "mcp.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    [expected] = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    names: dict[str, Any] = {"corpus": str(corpus_folder)}
    exec("async def example():\n" + indent(code, "    "), names)
    _run(names["example"])
    assert capsys.readouterr().out == expected
