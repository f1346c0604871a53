"""One module a format; `LOADERS` says which reads what."""

from ingest import sniff

from .docx import read_docx
from .html import read_html
from .hwp5 import read_hwp5
from .hwpml import read_hwpml
from .hwpx import read_hwpx
from .images import read_image
from .mail import read_mail, read_outlook
from .odt import read_odt
from .pdf import read_pdf
from .raw import Loader
from .text import read_text

LOADERS: dict[str, Loader] = {
    sniff.TEXT: read_text,
    sniff.HTML: read_html,
    sniff.HWP: read_hwp5,
    sniff.HWPX: read_hwpx,
    sniff.HWPML: read_hwpml,
    sniff.DOCX: read_docx,
    sniff.ODT: read_odt,
    sniff.EML: read_mail,
    sniff.MSG: read_outlook,
    sniff.PDF: read_pdf,
    sniff.PNG: read_image,
    sniff.JPEG: read_image,
    sniff.TIFF: read_image,
}
"""Media type, as `sniff.media_type` tells it, to the loader that reads it."""
