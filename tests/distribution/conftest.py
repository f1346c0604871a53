import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--installed", action="store_true", help="install the wheel into an empty environment (minutes)")
