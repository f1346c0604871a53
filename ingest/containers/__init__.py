"""Files that hold others, bundles (zip) and mails: each file within is a document of its own."""

from .members import HOLDERS, WITHIN, Contents, Member, bytes_within, located, may_hold_others, members
from .names import known_name
from .suffixes import SUFFIXES, is_wanted

__all__ = [
    "HOLDERS",
    "SUFFIXES",
    "WITHIN",
    "Contents",
    "Member",
    "bytes_within",
    "is_wanted",
    "known_name",
    "located",
    "may_hold_others",
    "members",
]
