"""What became of what was agreed: later releases that continue, complete, move or drop it, and its state on a day."""

from .following import Followed, follow_up, overdue
from .model import Commitment, FollowUp, Relation, Source, State
from .parts import Parts

__all__ = ["Commitment", "FollowUp", "Followed", "Parts", "Relation", "Source", "State", "follow_up", "overdue"]
