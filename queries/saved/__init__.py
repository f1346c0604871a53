"""Saved questions: asked again after every run, with what is new or changed sent where they say."""

from .questions import SAVED_FOLDER, SavedQuestion, load
from .running import Outcome, alert
from .state import STATE_FOLDER

__all__ = ["SAVED_FOLDER", "STATE_FOLDER", "Outcome", "SavedQuestion", "alert", "load"]
