"""Text recognition (OCR) of pictures of pages: by tesseract, a program that is installed apart."""

from .pictures import Picture
from .recogniser import Line, Recogniser, Unrecognised
from .tesseract import LACKS, missing, was_missing

__all__ = ["LACKS", "Line", "Picture", "Recogniser", "Unrecognised", "missing", "was_missing"]
