"""Mails: head, the better form of the text, and the files that came with them."""

import base64
import random
from email.message import EmailMessage

import pytest

from corpus.errors import UnreadableFile
from ingest import members, read_bytes, sniff
from ingest.limits import Limits
from ingest.loaders.mail import read_mail, read_outlook
from ingest.mails import read_eml, read_msg

from .mail_writer import BODY, HTML, RTF, SENDER, SENT, SUBJECT, msg, time_of

SUBJECT_WORDS = "제4차 한중 해양대화 개최"
TEXT = "두 나라는 2025. 5. 3. 부산에서 제4차 해양대화를 열었다.\n해양오염 공동조사를 이어 가기로 하였다.\n"
PAGE = f"<html><body>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</body></html>"
SENDER_WORDS = "해양부 대변인실 <press@ministry.example>"


def mail(*, plain: str | None = TEXT, page: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = SUBJECT_WORDS, SENDER_WORDS
    message["Date"] = "Sat, 03 May 2025 09:30:00 +0900"
    if plain is not None:
        message.set_content(plain)
    if page is not None:
        (message.add_alternative if plain is not None else message.set_content)(page, subtype="html")
    return message


def test_subject_day_and_sender_stand_above_the_text() -> None:
    data = mail().as_bytes()
    assert sniff.media_type(data, name="release.txt") == sniff.EML
    document = read_bytes(data, name="release.eml")
    assert document.text.startswith(f"{SUBJECT_WORDS}\n2025-05-03 09:30\t{SENDER_WORDS}\n\n두 나라는")
    assert document.head.title is not None
    assert document.head.title.text == SUBJECT_WORDS
    assert document.head.ref_date == "2025-05-03"


def test_the_page_is_read_unless_words_are_missing_from_it() -> None:
    table = "<table><tr><td>일정</td><td>5월</td></tr><tr><td>장소</td><td>부산</td></tr></table>"
    raw = read_mail(mail(page=PAGE.replace("</body>", f"{table}</body>")).as_bytes(), name="a.eml")
    assert [block.kind for block in raw.blocks if block.table] == ["table"]
    raw = read_mail(
        mail(page="<html><body><p>이 메일을 보려면 여기를 누르시오</p></body></html>").as_bytes(), name="a.eml"
    )
    assert raw.text is not None
    assert "공동조사" in raw.text


def test_raw_bytes_in_the_head_and_wrong_names_of_encodings_are_told_from_the_bytes() -> None:
    words = base64.b64encode("보도자료.hwp".encode("euc-kr")).decode()
    data = (
        b"From: press@ministry.example\r\nDate: Sat, 03 May 2025 09:30:00 +0900\r\nMIME-Version: 1.0\r\n"
        b"Subject: " + SUBJECT_WORDS.encode("cp949") + b'\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + TEXT.encode("cp949") + b"\r\n"
        b'--x\r\nContent-Disposition: attachment; filename="' + "붙임자료.pdf".encode("cp949") + b'"\r\n\r\na\r\n'
        b'--x\r\nContent-Type: application/octet-stream; name="=?euc-kr?B?'
        + words.encode()
        + b'?="\r\n\r\nb\r\n--x--\r\n'
    )
    read = read_eml(data, name="a.eml")
    assert (read.subject, (read.plain or "").strip()) == (SUBJECT_WORDS, TEXT.strip())
    assert [each.name for each in read.attachments] == ["붙임자료.pdf", "보도자료.hwp"]


def test_a_mail_within_a_mail_is_a_file_and_a_picture_of_its_text_is_none() -> None:
    message = mail()
    message.add_attachment(mail(plain="안의 글"))
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo>")
    assert [each.name for each in read_eml(message.as_bytes(), name="a.eml").attachments] == [f"{SUBJECT_WORDS}.eml"]


def outlook() -> bytes:
    files = {"붙임.txt": TEXT.encode() * 60, "object": None}
    return msg({SUBJECT: SUBJECT_WORDS, BODY: TEXT, SENDER: "해양부", SENT: time_of(1_746_232_200)}, files)


def test_a_mail_of_outlook_is_read_like_any_other() -> None:
    data = outlook()
    assert sniff.media_type(data, name="release.bin") == sniff.MSG
    document = read_bytes(data, name="release.msg")
    assert (document.head.title or document.head).model_dump().get("text") == SUBJECT_WORDS
    assert "공동조사" in document.text
    read = read_msg(data, name="release.msg")
    assert [(each.name, each.data is not None) for each in read.attachments] == [("붙임.txt", True), ("object", False)]


def test_a_mail_of_outlook_that_does_not_state_its_encoding_is_read() -> None:
    read = read_msg(msg({SUBJECT: SUBJECT_WORDS, BODY: TEXT}, encoding="cp949"), name="release.msg")
    assert (read.subject, read.plain) == (SUBJECT_WORDS, TEXT)


def test_the_page_of_a_mail_of_outlook_is_read() -> None:
    raw = read_outlook(msg({SUBJECT: "제목", HTML: PAGE.encode("utf-8"), 0x3FDE: 65001}), name="release.msg")
    assert any("공동조사" in block.text for block in raw.blocks)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (mail(plain="").as_bytes(), "is a mail without text"),
        (msg({SUBJECT: "제목", RTF: b"LZFu" + bytes(40)}), "RTF only"),
        (outlook()[:700], "is damaged: nothing in it says what it is"),
        (outlook()[:1200] + bytes(4000), "release is|damaged"),
    ],
)
def test_a_mail_that_cannot_be_read_is_one_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_bytes(data, name="release")


def test_a_directory_broken_at_random_costs_one_error_at_most() -> None:
    chance, whole, hints = random.Random(7), outlook(), set()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(20):
            data[chance.randrange(512, len(data))] = chance.randrange(256)
        try:
            read_bytes(bytes(data), name="release.msg")
        except UnreadableFile as error:
            hints.add(error.hint)
    assert hints
    assert "" not in hints


def test_a_mail_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="is a mail of more than 1 MB"):
        read_mail(mail(plain="가" * 600_000).as_bytes(), name="a.eml", limits=Limits(mail_bytes=1 << 20))


def test_parts_nested_without_end_are_one_line(tmp_path) -> None:
    head = b"From: a@b.kr\nTo: a@b.kr\nSubject: x\nMIME-Version: 1.0\n"
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5000))
    path = tmp_path / "deep.eml"
    path.write_bytes(head + nested + b"\n\nhello\n")
    with pytest.raises(UnreadableFile, match=r"deep.eml"):
        members(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_mail_saved_in_utf_16_is_a_mail(encoding: str) -> None:
    head = f"From: press@ministry.example\r\nDate: Sat, 03 May 2025 09:30:00 +0900\r\nSubject: {SUBJECT_WORDS}\r\n"
    text = f"{head}Content-Type: text/plain; charset=utf-16\r\n\r\n{TEXT}"
    release = read_bytes(text.encode(encoding), name="mail.eml")
    assert release.text.strip() == f"{SUBJECT_WORDS}\n2025-05-03 09:30\tpress@ministry.example\n\n{TEXT}".strip()
