"""From a `Document` to a `Record`: a spaCy pipeline that reads each block in its own language."""
