"""What is guessed first: walks over the keyboard, counting, repeats, dates, everyday words, and the person's own name.

Rules refuse whole families of passwords; those that many people had, and no rule finds, are in `most_used`.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

FEWEST_LETTERS = 4  # `aaaaaaaa`, `abababab` and `12312312` are long and no secret
SHORTEST_OWN = 3  # shorter parts of a name stand in words by chance
STEPS_A_PIECE = 3  # `qwerty12` is two pieces of a walk and no eight letters
MOST_WORDS = 3
LEFT_OVER = 4  # so few letters beside what is known of a person are tried too
SHORT_NUMBER = 8  # digits and marks beside a word, or alone: as many as a day has

# Lines a finger, or somebody counting, goes along.
LINES = (
    *(
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "azertyuiop",
        "qwertzuiop",
        "1234567890-=",
        "!@#$%^&*()_+",
    ),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    *("2q", "3w", "4e", "5r", "6t", "7y", "8u", "9i", "0o", "wa", "es", "rd", "tf", "yg", "uh", "ij", "ok"),
    *("741", "852", "963", "753", "951", "abcdefghijklmnopqrstuvwxyz", "9876543210", "90"),
)
NEXT = {pair for line in LINES for a, b in pairwise(line) for pair in (a + b, b + a)}

# Tried first by whoever knows where they are trying.
SITE = (
    "coolspot",
    "cool",
    "spot",
    "哪凉快",
    "nalingkuai",
    "naliangkuai",
    "nalikuai",
    "marketplace",
    "market",
    "shop",
)
PEOPLE_SAY = frozenset(Path(__file__).with_name("everyday.txt").read_text("utf-8").split())
# What Chinese readers hear words in: 520 I love you, 1314 for ever, 168 all the way to riches.
LOVED_NUMBERS = "520 521 1314 201314 5201314 666 888 999 168 518 666666 123 321 123456 654321"
NUMBERS_SAY = {*LOVED_NUMBERS.split(), *"0123456789"}
MOST_NUMBERS = 4
_LEET = str.maketrans("013457@$!|", "oieastasil")
_NOT_LETTERS = re.compile(r"[^\w]|[\d_]")
_DATE = re.compile(
    r"(19|20)\d\d[-./ ]?(0?[1-9]|1[0-2])[-./ ]?(0?[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])[-./ ]?(0?[1-9]|[12]\d|3[01])[-./ ]?(19|20)\d\d|((19|20)\d\d){2,}"
)
_MOBILE = re.compile(r"(\+?86)?1[3-9]\d{9}")


def is_guessable(password: str, *, own: Iterable[str] = ()) -> bool:
    """Say whether a password is tried first, by anybody or by who knows its owner: `own` names and contacts."""
    plain = password.casefold()
    if len(set(plain)) < FEWEST_LETTERS or _is_walk(plain) or _is_walk(_once(plain)):
        return True
    if _DATE.fullmatch(plain) or _MOBILE.fullmatch(plain):
        return True
    known = set(_parts(own))
    unit = _unit(plain)
    return any(_is_words(text, known) or _is_own(text, known) for text in {plain, unit})


def _is_walk(text: str) -> bool:
    pieces = 1 + sum(a != b and a + b not in NEXT for a, b in pairwise(text))
    return pieces <= len(text) // STEPS_A_PIECE


def _once(text: str) -> str:
    """Return every letter once where each is doubled: `112233` is counting too."""
    return "".join(a for i, a in enumerate(text) if i == 0 or a != text[i - 1])


def _unit(text: str) -> str:
    """Return what is repeated all through, or the whole."""
    for length in range(1, len(text) // 2 + 1):
        if (text[:length] * len(text))[: len(text)] == text:
            return text[:length]
    return text


def _is_words(text: str, known: set[str]) -> bool:
    """Say whether its letters are a few everyday words, and the digits and marks around them no secret either."""
    rest = "".join(_NOT_LETTERS.findall(text))
    if len(rest) > SHORT_NUMBER and not (_is_walk(rest) or _made_of(rest, NUMBERS_SAY, MOST_NUMBERS)):
        return False
    words = {*PEOPLE_SAY, *SITE, *known}
    readings = {_NOT_LETTERS.sub("", text), _NOT_LETTERS.sub("", text.strip("0123456789!").translate(_LEET))}
    return any(len(r) < SHORTEST_OWN or _made_of(r, words, MOST_WORDS) or _is_walk(r) for r in readings)


def _made_of(text: str, words: set[str], most: int) -> bool:
    if not text:
        return True
    return most > 0 and any(
        text[:cut] in words and _made_of(text[cut:], words, most - 1) for cut in range(1, len(text) + 1)
    )


def _is_own(text: str, known: set[str]) -> bool:
    return any(
        part in text and len(_NOT_LETTERS.sub("", text.replace(part, ""))) < LEFT_OVER for part in known
    )


def _parts(own: Iterable[str]) -> Iterable[str]:
    """Return each name and contact whole, without its marks, and in parts; a number without its country too."""
    for said in own:
        whole = said.casefold()
        parts = {whole, re.sub(r"\W", "", whole), *re.split(r"[^\w]+", whole), whole.lstrip("+")[2:]}
        yield from (part for part in parts if len(part) >= SHORTEST_OWN and part not in ("com", "www"))
