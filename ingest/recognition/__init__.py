"""Text recognition (OCR) of pictures of pages: by tesseract, a program that is installed apart."""

from .pictures import Picture
from .recogniser import Line, Recogniser, Unrecognised

__all__ = ["Line", "Picture", "Recogniser", "Unrecognised"]
