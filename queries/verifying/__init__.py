"""Proving a register: every stored value derived again from its words, with code of its own."""

from .records import FIELDS, Finding, findings, stated_events

__all__ = ["FIELDS", "Finding", "findings", "stated_events"]
