"""Telephone numbers as heads and feet of releases write them: the forms of `resources/phones.toml`."""

import re
from functools import cache

from corpus.model import Model

from .rulefiles import load


class PhoneForm(Model):
    """A form of numbers."""

    id: str
    pattern: str
    examples: tuple[str, ...]


class PhoneRules(Model):
    """The file `phones.toml`; `extension` may stand behind a number, `rejects` are none."""

    extension: str
    rejects: tuple[str, ...]
    form: tuple[PhoneForm, ...]


@cache
def phone_pattern() -> re.Pattern[str]:
    """The forms of numbers, compiled."""
    rules: PhoneRules = load("phones", PhoneRules)
    forms = "|".join(form.pattern for form in rules.form)
    return re.compile(rf"(?<![\d.+-])(?:{forms})(?!\d)(?:{rules.extension})?")


def has_phone(words: str) -> bool:
    """Whether a telephone number stands in `words` (folded).

    >>> has_phone("문의 : 044-000-6560"), has_phone("2020-2022년 3,280.1억")
    (True, False)
    """
    return phone_pattern().search(words) is not None
