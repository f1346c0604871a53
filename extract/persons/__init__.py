"""Persons named in a release: name, other spelling, title, agency and side."""
