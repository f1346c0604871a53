"""The pages for people: server-rendered, in Korean, English and Chinese, usable without a script."""

from .frame import error_page
from .router import router

__all__ = ["error_page", "router"]
