"""Agreements: what the parties agreed, signed, adopted, launched or undertook to do together."""
