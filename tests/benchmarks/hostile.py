"""How time grows on texts made to be slow: reading and extraction of twice the text against the text itself.

    python tests/benchmarks/hostile.py [--characters 8000]

Prints, per kind of text, the ratio for twice the text and CPU seconds for the text, the worst first: about 2 where the
time is in proportion to the length, about 4 where it grows with the square.
"""

import argparse
import sys
import time
from pathlib import Path

# This folder comes first on the path of a script, and one of its files has the name of a package.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

from corpus.languages import Lang  # noqa: E402
from extract import run  # noqa: E402
from ingest import read_bytes  # noqa: E402

LEADS: dict[Lang, str] = {
    "ko": "환경부는 2022년 9월 28일 서울에서 회의를 열었다.\n",
    "en": "The ministry held a meeting in Seoul on September 28, 2022.\n",
    "zh": "生态环境部于2022年9月28日在北京举行会议。\n",
}
"""What the text is recognised by as a release in its language."""

PIECES: dict[Lang, tuple[str, ...]] = {
    "ko": (
        "'회의 ",
        "외교부·",
        "장관 ",
        "협력과 ",
        "10월 ",
        "제1차 ",
        "배포일시 ",
        "02-123-4567 ",
        "가나\n",
        "합의하고 ",
        "체결 및 ",
        "한국과 중국은 2024년 협력 협정에 서명했다. ",
    ),
    "en": (
        "meeting of ",
        "Minister of ",
        "and a seminar ",
        "from 3 to ",
        "January ",
        "WHO (",
        "A and ",
        "1 ",
        "- ",
        "signed the MOU and ",
        "agreed to ",
        "Korea and China signed an agreement on cooperation. ",
    ),
    "zh": (
        "第一次会议",
        "外交部亚洲司",
        "部长",
        "开展联合研究、",
        "年月日",
        "双方同意",
        "《",
        "发布时间 ",
        "中国与韩国签署合作协议。",
    ),
}


def seconds(lang: Lang, piece: str, characters: int) -> float:
    """CPU seconds to read and extract a text of about so many characters, the second time.

    What a text is the first to need of the rules is loaded the first time.
    """
    text = LEADS[lang] * 3 + piece * (characters // len(piece)) + "\n"
    taken = 0.0
    for _ in range(2):
        start = time.process_time()
        run(read_bytes(text.encode(), name="hostile.txt"))
        taken = time.process_time() - start
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Growth of time on hostile texts.")
    parser.add_argument("--characters", type=int, default=8000)
    characters = parser.parse_args().characters
    rows = []
    for lang, pieces in PIECES.items():
        for piece in pieces:
            once, twice = seconds(lang, piece, characters), seconds(lang, piece, 2 * characters)
            rows.append((twice / once, once, lang, piece))
    for ratio, once, lang, piece in sorted(rows, reverse=True):
        print(f"{ratio:6.2f}  {once:7.3f} s  {lang}  {piece!r}")


if __name__ == "__main__":
    main()
