"""The write-ahead log of SQLite: what was committed and is not yet in the file of the store.

SQLite takes the log up to the first frame whose checksum does not hold, and says nothing of what follows. Format:
https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import sys
from array import array
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC = {0x377F0682: "little", 0x377F0683: "big"}
_WORD = 0xFFFFFFFF


def damage_of_log(path: Path) -> list[str]:
    """What is wrong with the log of the store at `path`, as nobody writes it; nothing where there is none."""
    log = path.with_name(f"{path.name}-wal")
    data = log.read_bytes() if log.is_file() else b""
    if len(data) <= _HEADER:
        return []
    order = _MAGIC.get(int.from_bytes(data[:4], "big"))
    page = int.from_bytes(data[8:12], "big")
    lost = "what was committed last may be lost"
    if order is None or page not in {2**power for power in range(9, 17)}:
        return [f"its head is damaged; {lost}"]
    salts, state = data[16:24], _summed(data[:24], order, (0, 0))
    if state != _pair(data[24:32]):
        return [f"its head is damaged; {lost}"]
    size = _FRAME + page
    frames = [data[start : start + size] for start in range(_HEADER, len(data) - size + 1, size)]
    last = max((number for number, frame in enumerate(frames) if frame[8:16] == salts), default=-1)
    for number, frame in enumerate(frames[: last + 1], 1):
        state = _summed(frame[_FRAME:], order, _summed(frame[:8], order, state))
        if frame[8:16] != salts or state != _pair(frame[16:24]):
            return [f"its frame {number} of {last + 1} is damaged; {lost}"]
    return []


def _pair(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big")


def _summed(data: bytes, order: str, state: tuple[int, int]) -> tuple[int, int]:
    words = array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    first, second = state
    for number in range(0, len(words), 2):
        first = (first + words[number] + second) & _WORD
        second = (second + words[number + 1] + first) & _WORD
    return first, second
