"""One module a format; `loader_of` says which reads what."""

from importlib import import_module

from ingest import sniff

from .raw import Loader

_LOADERS = {
    sniff.TEXT: "text:read_text",
    sniff.HTML: "html:read_html",
    sniff.HWP: "hwp5:read_hwp5",
    sniff.HWPX: "hwpx:read_hwpx",
    sniff.HWPML: "hwpml:read_hwpml",
    sniff.DOCX: "docx:read_docx",
    sniff.ODT: "odt:read_odt",
    sniff.EML: "mail:read_mail",
    sniff.MSG: "mail:read_outlook",
    sniff.PDF: "pdf:read_pdf",
    sniff.PNG: "images:read_image",
    sniff.JPEG: "images:read_image",
    sniff.TIFF: "images:read_image",
}
"""Media type, as `sniff.media_type` tells it, to the module here and the function that reads it."""


def loader_of(media_type: str) -> Loader:
    """What reads a media type; its libraries are loaded when they are first needed, as most files need few of them.

    Raises:
        KeyError: it cannot be read.
    """
    module, _, function = _LOADERS[media_type].partition(":")
    loader: Loader = getattr(import_module(f"{__name__}.{module}"), function)
    return loader
