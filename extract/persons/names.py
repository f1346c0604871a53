"""The forms in which the names of one release are compared."""

import re
import unicodedata

from corpus.registry.transcription import script_of

KOREAN_SYLLABLE = re.compile(r"[bcdghjkmnprstwy]?h?[wy]?[aeiou]{1,3}(?:ng?|[kmlrpt]|ck)?", re.IGNORECASE)
"""One syllable of a Korean given name in the spellings in use."""
KOREAN_GIVEN = re.compile(r"[a-z]{1,8}-[a-z]{1,8}", re.IGNORECASE)
"""A Korean given name whose syllables a hyphen parts."""
_PARTS = re.compile(r"[\s,]+")
_SEPARATE = re.compile(r"[\s·]+")
_JOINTS = re.compile(r"[\s\-'’.·‧•・]+")


def key(name: str) -> str:
    """The form of a name that all its spellings in one script share: no blanks, hyphens, case, accents or order.

    >>> key("LEE Jae-myung") == key("Jae-Myung Lee"), key("저우 궈메이") == key("저우궈메이")
    (True, True)
    """
    form = unicodedata.normalize("NFKD", name) if script_of(name) == "latin" else unicodedata.normalize("NFKC", name)
    form = "".join(c for c in form if not unicodedata.combining(c)).casefold()
    if script_of(name) != "latin":
        return _JOINTS.sub("", form)
    parts = [_JOINTS.sub("", part) for part in _PARTS.split(form)]
    return " ".join(sorted(part for part in parts if part))


def surnames(name: str) -> set[str]:
    """What a later mention may call the person instead of the whole name: the first or last part.

    >>> sorted(surnames("최은주")), sorted(surnames("Guo Anping")), sorted(surnames("伊万·彼得连科"))
    (['최', '최은', '최은주'], ['anping', 'guo'], ['伊万', '彼得连科'])
    """
    parts = [_JOINTS.sub("", part).casefold() for part in _SEPARATE.split(name.strip())]
    if len(parts) > 1:
        return {parts[0], parts[-1]}
    whole = parts[0] if parts else ""
    return {whole[:1], whole[:2], whole} if script_of(name) != "latin" else {whole}
