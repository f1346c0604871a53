"""A small writer of OLE files (compound files, version 3): storages one level deep, streams of any size."""

import struct
from itertools import pairwise

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: dict[str, bytes]) -> bytes:
    """A file with `streams` by name; "Storage/Stream" stands in a storage."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        parts = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(parts)
        fat.extend([*range(start + 1, start + len(parts)), _END] if parts else [])
        return start if parts else _END

    mini, mini_fat = bytearray(), list[int]()
    places: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        if len(data) >= _CUTOFF:
            places[name] = store(data), len(data)
        else:
            start, count = len(mini) // _MINI, -(-len(data) // _MINI)
            mini += data.ljust(count * _MINI, b"\0")
            mini_fat += [*range(start + 1, start + count), _END] if count else []
            places[name] = (start if count else _END), len(data)

    storages = sorted({name.split("/")[0] for name in streams if "/" in name})
    entries: list[tuple[str, int, int, int, int]] = [("Root Entry", 5, _FREE, *((store(bytes(mini)), len(mini))))]
    numbers = {name: at for at, name in enumerate([*storages, *streams], 1)}
    top = [*storages, *(name for name in streams if "/" not in name)]
    siblings = {numbers[one]: numbers[other] for one, other in pairwise(top)}
    children = {0: numbers[top[0]]}
    for storage in storages:
        inner = [numbers[name] for name in streams if name.startswith(f"{storage}/")]
        children[numbers[storage]] = inner[0]
        siblings |= dict(pairwise(inner))
    entries += [(name, 1, _FREE, 0, 0) for name in storages]
    entries += [(name.split("/")[-1], 2, _FREE, *places[name]) for name in streams]
    directory = b""
    for at, (name, kind, _, start, size) in enumerate(entries):
        label = name.encode("utf-16-le") + b"\0\0"
        links = (_FREE, siblings.get(at, _FREE), children.get(at, _FREE))
        directory += label.ljust(64, b"\0") + struct.pack("<HBB3I", len(label), kind, 1, *links)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    directory_at = store(directory + bytes(-len(directory) % _SECTOR))
    mini_fat_at = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * _SECTOR, b"\xff"))
    tables = 1
    while (len(fat) + tables) > tables * 128:
        tables += 1
    fat_at = len(sectors)
    fat += [_FAT] * tables
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * _SECTOR, b"\xff")
    sectors += [packed[at : at + _SECTOR] for at in range(0, len(packed), _SECTOR)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, directory_at, 0, _CUTOFF, mini_fat_at, -(-len(mini_fat) // 128), _END, 0)
    header += struct.pack(f"<{tables}I", *range(fat_at, fat_at + tables)).ljust(436, b"\xff")
    return header + b"".join(sectors)
