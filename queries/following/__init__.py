"""What became of what was agreed: later releases that continue, complete, move or drop it, and its state on a day."""

from .following import Followed, follow_up, overdue
from .model import Commitment, FollowUp, Relation, Source, State

__all__ = ["Commitment", "FollowUp", "Followed", "Relation", "Source", "State", "follow_up", "overdue"]
