"""Hostile texts and mails."""

WORDS = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다.\n"
_HEAD = "From: press@ministry.example\r\nTo: all@example.org\r\nDate: Wed, 28 Sep 2022 09:00:00 +0900\r\nSubject: x\r\n"


def text(size: int) -> bytes:
    line = WORDS.encode()
    return line * (size // len(line) + 1)


def one_line(size: int) -> bytes:
    return (WORDS + "회의를 열고 " * (size // 17)).encode()


def parts_in_parts(depth: int) -> bytes:
    """A mail of parts in parts."""
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n' for number in range(depth)
    )
    return f"{_HEAD}MIME-Version: 1.0\r\n{opened}Content-Type: text/plain; charset=utf-8\r\n\r\n{WORDS}".encode()


def mails_in_mails(depth: int) -> bytes:
    return (f"{_HEAD}Content-Type: message/rfc822\r\n\r\n" * depth + f"{_HEAD}\r\n{WORDS}").encode()


def parts_of_one_name(count: int) -> bytes:
    """A mail whose parts all begin by the same mark as the whole does."""
    head = f'{_HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    named = 'Content-Disposition: attachment; filename="a.txt"'
    part = f'--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n{named}\r\n\r\n'
    return (head + part * count).encode()


def long_header(size: int) -> bytes:
    folded = "=?utf-8?B?7ZmY6rK9?= " * (size // 21)
    return f"{_HEAD}Comments: {folded}\r\nContent-Type: text/plain; {'a*0=b; ' * (size // 7)}\r\n\r\n{WORDS}".encode()
