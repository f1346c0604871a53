"""From a question to hits, tables and files."""
