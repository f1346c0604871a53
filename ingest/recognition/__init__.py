"""Text recognition (OCR) of pictures of pages: by tesseract, a program that is installed apart."""

from .pictures import Picture
from .recogniser import Line, Recogniser, Unrecognised
from .tesseract import LACKS, is_here_now, missing, was_missing

__all__ = ["LACKS", "Line", "Picture", "Recogniser", "Unrecognised", "is_here_now", "missing", "was_missing"]
