"""One release over time and in several places: whether it changed, what corrects it, who else published it."""

from .corrections import is_correction, is_marked, likeness
from .form import comparable, form_of
from .relations import Relation, relation
from .reposts import is_nearer_the_source, is_repost

__all__ = [
    "Relation",
    "comparable",
    "form_of",
    "is_correction",
    "is_marked",
    "is_nearer_the_source",
    "is_repost",
    "likeness",
    "relation",
]
