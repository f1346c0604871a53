"""How much of an untrusted file is read; everything above is refused, by name."""

MAX_FILE_BYTES = 200_000_000
"""Largest file of any kind; above it nothing is read into memory."""

MAX_TEXT_BYTES = 20_000_000
"""Largest plain text file: a hundred times the longest annual report seen, and read in seconds."""
