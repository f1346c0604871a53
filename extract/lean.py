"""Import spaCy without torch, whenever it is imported.

Where torch is installed, spaCy's machine-learning library imports it, which costs five seconds and 200 MB; the
pipeline has no neural component. Torch can be imported afterwards as ever. spaCy itself takes a second, and dates and
persons are found without it, so that it is not imported before something needs it.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType


class _WithoutTorch(SourceFileLoader):
    """Runs a module as if torch were not installed."""

    def exec_module(self, module: ModuleType) -> None:
        if "torch" in sys.modules:
            super().exec_module(module)
            return
        sys.modules["torch"] = None  # type: ignore[assignment]  # how Python marks a module that may not be imported
        try:
            super().exec_module(module)
        finally:
            del sys.modules["torch"]


class _Lean(MetaPathFinder):
    """Finds spaCy where Python does, and leaves all other modules to it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "spacy":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _WithoutTorch(fullname, spec.origin)
        return spec


sys.meta_path.insert(0, _Lean())
