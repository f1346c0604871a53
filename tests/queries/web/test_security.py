"""Who is let in, and what every answer forbids a browser."""

from base64 import b64encode
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from corpus.errors import BadResource
from queries.web.security import HEADERS
from queries.web.settings import Settings, is_loopback, token_from

from .conftest import Ask

TOKEN = "a-token-made-for-tests"
WITH_TOKEN = Settings(token=SecretStr(TOKEN))


@pytest.mark.parametrize("path", ["/health", "/api/v1/openapi.json", "/api/v1/nothing", "/nothing"])
def test_every_answer_says_that_nothing_in_it_may_run(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.0.2.7"])
def test_the_server_goes_by_localhost_and_addresses_in_numbers(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["rebound.example", "localhost.rebound.example", "127.0.0.1.example:80", "a b", "", "[x]"]
)
def test_a_name_that_is_not_its_own_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 421
    answer = client.get("/api/v1/status", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "urn:communique:problem:foreign-host"


def test_names_can_be_added(serve: Ask) -> None:
    client = serve(Settings(hosts=("Register.example",)))
    assert client.get("/health", headers={"Host": "register.EXAMPLE:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_another_site_can_send_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/extract", headers=headers, files={"file": ("a.txt", b"a")})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:communique:problem:foreign-page"


def test_pages_of_the_server_itself_may_send(client: TestClient) -> None:
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/health", headers=headers).status_code == 405


def test_with_a_token_nothing_is_told_without_it(serve: Ask) -> None:
    client = serve(WITH_TOKEN)
    for path in ("/", "/api/v1/openapi.json", "/en/status", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client.get("/api/v1/openapi.json").json()["title"] == "A token is needed"
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        (f"Basic {b64encode(f'anyone:{TOKEN}'.encode()).decode()}", 200),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer ", 401),
        ("Bearer 토큰", 401),
        (f"Basic {b64encode(TOKEN.encode()).decode()}", 401),
        ("Basic ????", 401),
        (TOKEN, 401),
    ],
)
def test_the_token_is_shown_as_a_bearer_or_as_a_password(serve: Ask, authorization: str, status: int) -> None:
    headers = {b"Authorization": authorization.encode()}
    answer = serve(WITH_TOKEN).get("/api/v1/openapi.json", headers=headers)
    assert answer.status_code == status


def test_a_token_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert token_from(file, {}) == SecretStr(TOKEN)
    assert token_from(None, {"COMMUNIQUE_TOKEN": TOKEN}) == SecretStr(TOKEN)
    assert token_from(None, {}) is None


@pytest.mark.parametrize("text", ["short", "", "with blanks between words", "토큰토큰토큰토큰토큰토큰토큰토큰"])
def test_what_is_no_token_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "token"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadResource, match=r"token holds no token\. Write one line of 16 or more letters"):
        token_from(file, {})
    with pytest.raises(BadResource, match="nowhere cannot be read: No such file"):
        token_from(tmp_path / "nowhere", {})


def test_loopback_is_told_from_what_others_reach() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "::1", "LOCALHOST")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.4", "register.example")] == [False] * 4
