"""Words: marking, picking and translating them without knowing who reads."""

from collections.abc import Callable, Mapping
from typing import Any

LANGUAGES = ("en", "zh")
# How money is written in a sentence: a line may end after a hyphen, and leave "-" behind; never after a minus.
SIGNS = {ord("\xa0"): " ", ord("-"): "−"}
Translator = Callable[[str, str], str]

_translator: list[Translator] = []


def N_(sentence: str) -> str:  # noqa: N802 -- the name every extraction tool knows
    """Mark a sentence for translation and return it as it is."""
    return sentence


def use_translator(translator: Translator) -> None:
    """Install how (language, message id) becomes a sentence; the web floor does it once at start."""
    _translator[:] = [translator]


def translate(language: str, sentence: str, /, **params: Any) -> str:
    """Return `sentence` in `language` with its parameters filled in."""
    found = _translator[0](language, sentence) if _translator and sentence else sentence
    return found % params if params else found


def pick(words: Mapping[str, str] | None, language: str) -> str:
    """Return the words in `language`, else in whichever language there is."""
    if not words:
        return ""
    return words.get(language) or next((w for w in words.values() if w), "")
