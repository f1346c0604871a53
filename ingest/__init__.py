"""From a file, URL or bytes to a `Document`: loaders per format, clean-up, layout, language, header facts."""

from .read import read, read_bytes

__all__ = ["read", "read_bytes"]
