"""Organisations: where they are named, in which country, as part of what."""

from . import component

__all__ = ["component"]
