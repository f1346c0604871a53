"""Mixed releases for measurements, as many as wanted: made of the invented ones of the tests, formats as in real life.

    python -m tests.benchmarks.mixed 10000 FOLDER

A release follows from its number alone, so the first thousand of ten thousand are those of one thousand.
"""

from .releases import Made, release, write

__all__ = ["Made", "release", "write"]
