"""What became of what was agreed: later releases that continue, complete, move or drop it, and its state on a day."""

from .choosing import by_urgency, chosen
from .following import Followed, follow_up, overdue
from .model import Commitment, FollowUp, Relation, Source, State
from .parts import Parts
from .standing import Commitments, Known

__all__ = [
    "Commitment",
    "Commitments",
    "FollowUp",
    "Followed",
    "Known",
    "Parts",
    "Relation",
    "Source",
    "State",
    "by_urgency",
    "chosen",
    "follow_up",
    "overdue",
]
