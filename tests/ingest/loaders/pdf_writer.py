"""A small writer of PDF files: text in a font that readers bring along, lines, images, pages of any turn."""

from dataclasses import dataclass, field

_LATIN, _WIDE = 0.5, 1.0


@dataclass
class Page:
    """A page of 600 by 800 points; `at` counts from the top left corner."""

    turned: int = 0
    crop: tuple[int, int, int, int] = (0, 0, 600, 800)
    _drawn: list[str] = field(default_factory=list)

    def text(self, left: float, top: float, words: str, size: float = 10) -> "Page":
        """Set a line; its foot is at `top`."""
        code = words.encode("utf-16-be").hex()
        self._drawn.append(f"BT /F1 {size} Tf 1 0 0 1 {left} {800 - top} Tm <{code}> Tj ET")
        return self

    def lines(self, left: float, top: float, lines: list[str], size: float = 10, leading: float = 1.6) -> "Page":
        """Set lines below each other."""
        for number, line in enumerate(lines):
            self.text(left, top + number * size * leading, line, size)
        return self

    def rule(self, left: float, top: float, right: float, bottom: float) -> "Page":
        """Draw a line."""
        self._drawn.append(f"{left} {800 - top} m {right} {800 - bottom} l S")
        return self

    def grid(self, lefts: list[float], tops: list[float]) -> "Page":
        """Draw all lines of a table."""
        for top in tops:
            self.rule(lefts[0], top, lefts[-1], top)
        for left in lefts:
            self.rule(left, tops[0], left, tops[-1])
        return self

    def curves(self, count: int) -> "Page":
        """Draw shapes like letters drawn as outlines."""
        for number in range(count):
            x, y = 50 + number % 50 * 10, 100 + number // 50 * 12
            steps = " ".join(f"{x + at} {y} {x + at} {y + 5} {x} {y + at} c" for at in range(8))
            self._drawn.append(f"{x} {y} m {steps} f")
        return self

    def image(self) -> "Page":
        """Fill the page with an image."""
        self._drawn.append("q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
        return self

    def content(self) -> bytes:
        """The operators of the page."""
        return "\n".join(self._drawn).encode("latin-1")


def width(words: str, size: float = 10) -> float:
    """The width of a line in points."""
    return size * sum(_LATIN if char.isascii() else _WIDE for char in words)


def pdf(*pages: Page) -> bytes:
    """The file."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UTF16-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /FontDescriptor 5 0 R"
        b" /DW 1000 /W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -148 1001 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 800 /StemV 60 >>",
    ]
    for number, page in enumerate(pages):
        crop = b" ".join(b"%d" % value for value in page.crop)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /CropBox [%s] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (crop, page.turned, 7 + 2 * number)
        )
        content = page.content()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
