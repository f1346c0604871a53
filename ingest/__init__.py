"""From a file, URL or bytes to a `Document`: loaders per format, clean-up, layout, language, header facts."""

from .read import members, read, read_bytes, too_large

__all__ = ["members", "read", "read_bytes", "too_large"]
