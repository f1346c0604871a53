"""Saved questions: asked again after every run, with what is new or changed sent where they say."""

from .questions import SAVED_FOLDER, SavedQuestion, load
from .running import Outcome, alert

__all__ = ["SAVED_FOLDER", "Outcome", "SavedQuestion", "alert", "load"]
