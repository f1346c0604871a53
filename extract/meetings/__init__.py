"""Meetings: mentions of them, the circumstances that the text states, and which mentions are one meeting."""
