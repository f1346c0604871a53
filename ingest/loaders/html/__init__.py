"""Web pages: the release by the selectors of `resources/sites.toml`, what is around it as furniture."""

from .read import read_html

__all__ = ["read_html"]
