"""Pictures of pages: scans and photographs as PNG, JPEG or TIFF, a frame a page."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Limits
from ingest.recognition import Picture, Recogniser, was_missing

from .damage import told_as_damage
from .pdf.blocks import blocks_of
from .pdf.content import PageContent
from .pdf.scans import Scans, content_of
from .raw import RawFile

_FORMATS = ("PNG", "JPEG", "TIFF")
_ODD = (SyntaxError, TypeError)
"""What the library of pictures raises on broken heads, beside the usual."""
_USUAL_DPI = 300
_LEAST_DPI, _MOST_DPI = 100, 1200
"""What a file says about its dots an inch counts between these; screens and cameras say 72, whatever they show."""


def read_image(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Recognise the text of a picture; `reasons` say that it was recognised, or what of text recognition is missing.

    Boxes are in points at the resolution that the file states, 300 dots an inch where it states none.

    Raises:
        UnreadableFile: damaged, over the limit of pixels, or without text that could be recognised.
    """
    with told_as_damage(name, *_ODD):
        scans = Scans(Recogniser(limits))
        pages: list[PageContent] = []
        for number, picture in enumerate(_pictures(data, name, limits), 1):
            lines = scans.lines(picture, number, "an image")
            if lines:
                scans.take(number)
                pages.append(content_of(lines, number, picture.points(picture.height)))
        reasons = tuple(scans.reasons())
        if not pages and not was_missing(reasons):
            cause, hint = scans.failure or ("there are no letters in it", "Fetch the release in another format")
            raise UnreadableFile(f"{name} is an image, its text is not recognised: {cause}", hint=hint)
        return RawFile(blocks=tuple(blocks_of(pages)), reasons=reasons)


def _pictures(data: bytes, name: str, limits: Limits) -> Iterator[Picture]:
    """The frames of the file, upright and in grey."""
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large(name, limits) from error
    except UnidentifiedImageError as error:
        raise UnreadableFile(f"{name} is damaged: its head is no picture's", hint="Fetch the file again") from error
    for frame in range(min(getattr(image, "n_frames", 1), limits.pages)):
        image.seek(frame)
        if image.width * image.height > limits.picture_pixels:
            raise _too_large(name, limits)
        upright = ImageOps.exif_transpose(image)
        grey = _on_white(upright).convert("L")
        yield Picture(grey.width, grey.height, grey.tobytes(), _dpi(image))


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    layers = image.convert("RGBA")
    paper = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(paper, layers)


def _dpi(image: Image.Image) -> int:
    stated = image.info.get("dpi", (0, 0))
    dpi = round(float(stated[0])) if isinstance(stated, tuple) and stated else 0
    return dpi if _LEAST_DPI <= dpi <= _MOST_DPI else _USUAL_DPI


def _too_large(name: str, limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is an image of more than {limits.picture_pixels // 1_000_000} million pixels",
        hint="Save it at 300 dots an inch",
    )
