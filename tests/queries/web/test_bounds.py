"""How much, how often and how long a client may ask."""

import io
import logging
import time
import zipfile

import pytest
from starlette.requests import Request

from queries.web.settings import Settings

from .conftest import Ask

EXTRACT = "/api/v1/extract"


def kind(answer: object) -> str:
    return str(answer.json()["type"]).rpartition(":")[2]  # type: ignore[attr-defined]


def test_a_client_that_asks_too_often_is_told_when_to_come_again(serve: Ask) -> None:
    client = serve(Settings(rate="3/minute"))
    assert [client.get("/health").status_code for _ in range(3)] == [200, 200, 200]
    refused = client.get("/api/v1/status")
    assert refused.status_code == 429
    assert kind(refused) == "too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_uploads_have_a_rate_of_their_own(serve: Ask) -> None:
    client = serve(Settings(upload_rate="1/hour"))
    files = {"file": ("a.txt", "회의".encode())}
    assert [client.post(EXTRACT, files=files).status_code for _ in range(2)] == [200, 429]
    assert client.get("/health").status_code == 200


def test_a_body_that_is_too_large_is_refused_by_what_it_says_and_by_what_comes(serve: Ask) -> None:
    client = serve(Settings(body_bytes=1000, upload_bytes=2000))
    told = client.post("/api/v1/records/sample-ko-01/corrections", json={"note": "x" * 1000})
    assert (told.status_code, kind(told)) == (413, "too-large")
    assert client.post(EXTRACT, files={"file": ("a.txt", b"a" * 1500)}).status_code == 200
    assert client.post(EXTRACT, files={"file": ("a.txt", b"a" * 2500)}).status_code == 413
    pieces = client.post(
        EXTRACT, content=iter([b"x" * 1500] * 3), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert (pieces.status_code, kind(pieces)) == (413, "too-large")


def test_an_address_that_is_too_long_is_refused(serve: Ask) -> None:
    client = serve(Settings(address_bytes=8000))
    answer = client.get("/api/v1/search", params={"q": "가" * 7_000})
    assert (answer.status_code, kind(answer)) == (414, "address-too-long")


def test_what_takes_too_long_is_given_up(serve: Ask) -> None:
    client = serve(Settings(answer_seconds=0.2))

    def slow() -> None:
        time.sleep(1)

    client.app.add_api_route("/api/v1/slow", slow)  # type: ignore[attr-defined]
    begun = time.monotonic()
    answer = client.get("/api/v1/slow")
    assert (answer.status_code, kind(answer)) == (503, "too-slow")
    assert time.monotonic() - begun < 1


def test_a_fault_tells_nothing_of_the_inside_and_is_logged(serve: Ask, caplog: pytest.LogCaptureFixture) -> None:
    client = serve()

    def faulty(request: Request) -> None:
        raise RuntimeError("the secret place /home/someone")

    client.app.add_api_route("/api/v1/faulty", faulty)  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR):
        answer = client.get("/api/v1/faulty")
    assert (answer.status_code, kind(answer)) == (500, "fault")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret place" in caplog.text


def test_texts_of_uploads_have_a_limit(serve: Ask) -> None:
    client = serve(Settings(upload_characters=10))
    [document] = client.post(EXTRACT, files={"file": ("a.txt", b"more than ten")}).json()["documents"]
    assert document["problem"]["detail"] == "a.txt has more than 10 characters"


def test_a_bundle_of_too_many_files_is_refused(serve: Ask) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for number in range(3):
            bundle.writestr(f"{number}.txt", f"회의 {number}")
    client = serve(Settings(upload_members=2))
    [document] = client.post(EXTRACT, files={"file": ("a.zip", packed.getvalue())}).json()["documents"]
    assert document["problem"]["detail"] == "a.zip holds 3 files"
    found = serve().post(EXTRACT, files={"file": ("a.zip", packed.getvalue())}).json()["documents"]
    assert [each["name"] for each in found] == ["a.zip!/0.txt", "a.zip!/1.txt", "a.zip!/2.txt"]
