"""The picture of a page, as tesseract takes it: grey, with its resolution."""

from dataclasses import dataclass

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """`grey` has one byte a pixel, 0 black, row by row from the top."""

    width: int
    height: int
    grey: bytes
    dpi: int

    def pgm(self) -> bytes:
        """The picture as a file of type PGM."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.grey

    def points(self, pixels: float) -> float:
        """A length in points."""
        return pixels * POINTS_PER_INCH / self.dpi
