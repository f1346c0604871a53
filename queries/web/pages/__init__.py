"""The pages for people: server-rendered, in Korean, English and Chinese, usable without a script."""

from .frame import error_page
from .readable import Readable
from .router import router

__all__ = ["Readable", "error_page", "router"]
