"""Tables of a release as data, and the staff named for questions."""
