"""Word forms: regular by rule, irregular from the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.engine.forms import forms

IRREGULAR = {"strike": ("strikes", "struck", "striking"), "set": ("sets", "setting")}


@pytest.mark.parametrize(
    ("word", "made"),
    [
        ("accuse", "accuse accuses accused accusing"),
        ("launch", "launch launches launched launching"),
        ("deny", "deny denies denied denying"),
        ("destroy", "destroy destroys destroyed destroying"),
        ("agree", "agree agrees agreed agreeing"),
        ("die", "die dies died dying"),
        ("tax", "tax taxes taxed taxing"),
        ("strike", "strike strikes struck striking"),
        ("set", "set sets setting"),
    ],
)
def test_forms(word: str, made: str) -> None:
    """Each base form stands for exactly these."""
    assert forms(word, IRREGULAR) == frozenset(made.split())


@pytest.mark.parametrize(
    ("word", "both"),
    [("target", ("targeted", "targetted")), ("label", ("labeled", "labelled")), ("stop", ("stopped", "stopping"))],
)
def test_a_doubled_consonant_is_one_of_the_forms(word: str, both: tuple[str, str]) -> None:
    """Both Englishes are met."""
    assert forms(word, {}) >= {*both}


@pytest.mark.parametrize("word", ["show", "tax", "obey", "kill"])
def test_some_consonants_never_double(word: str) -> None:
    """No w, x or y is doubled, nor what stands after another consonant or two vowels."""
    assert not any(form.startswith(word + word[-1]) for form in forms(word, {}))


def test_case_does_not_count() -> None:
    """A base form may be written with a capital."""
    assert forms("Strike", IRREGULAR) == forms("strike", IRREGULAR)


@given(st.text("abcdeghiklmnoprstuvwxyz", min_size=1, max_size=12))
def test_forms_of_any_word(word: str) -> None:
    """The base form is one of the forms; all are lower case, and begin as it does."""
    made = forms(word, {})
    assert word in made
    assert all(form.islower() and form.startswith(word[: len(word) - 2]) for form in made)
