"""Word forms: `strike~` stands for strike, strikes, struck, striking."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = "aeiou"


def _s_form(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _stems(word: str) -> list[tuple[str, str]]:
    """Stems for -ed and -ing; a final consonant after one vowel may double in one of the two Englishes."""
    if word.endswith("ie"):
        return [(word + "d", word[:-2] + "ying")]
    if word.endswith("e"):
        return [(word + "d", word + "ing" if word.endswith("ee") else word[:-1] + "ing")]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return [(word[:-1] + "ied", word + "ing")]
    plain = [(word + "ed", word + "ing")]
    doubles = len(word) > 2 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    return [*plain, (word + word[-1] + "ed", word + word[-1] + "ing")] if doubles else plain


def forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return every form of a base form, itself included, lower case.

    Regular forms are made by rule; a word in `irregular` has the listed forms instead.
    """
    base = word.lower()
    if base in irregular:
        return frozenset((base, *irregular[base]))
    made = {base, _s_form(base)}
    for past, ing in _stems(base):
        made |= {past, ing}
    return frozenset(made)
