"""Import spaCy without torch.

Where torch is installed, spaCy's machine-learning library imports it, which costs five seconds and 200 MB; the
pipeline has no neural component. Torch can be imported afterwards as ever. This module must be imported before spaCy.
"""

import sys

if "torch" not in sys.modules and "spacy" not in sys.modules:
    sys.modules["torch"] = None  # type: ignore[assignment]  # how Python marks a module that may not be imported
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules["torch"]
