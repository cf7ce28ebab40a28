"""Read words as a filter must: letters and digits as they look and sound, each with the place it came from."""

import re
import unicodedata

_DIGITS = str.maketrans("零〇洞一二三四五六七八九幺两拐勾壹贰叁肆伍陆柒捌玖", "0001234567891279123456789")
# Letters of other scripts that look like Latin ones (Unicode TR 39, the common ones).
_ALIKE = str.maketrans("аеорсухіѕԁɡοαυν", "aeopcyxisdgoauv")
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and signs that print nothing
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PINYIN = ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu")
_SPOKEN = {word: str(digit) for words in (_ENGLISH, _PINYIN) for digit, word in enumerate(words)}
_SPOKEN |= {"oh": "0", "o": "0", "yao": "1"}
_WORD = "|".join(sorted(_SPOKEN, key=len, reverse=True))
_SAID = re.compile(
    rf"(?<![a-z])(?:(?P<twice>double|triple)\s+)?(?P<words>(?:{_WORD})+)(?![a-z])"
    r"|(?P<alike>(?<![a-z0-9])[li](?=\d{2})|(?<=\d)[li](?=\d))"
)
_ONE_WORD = re.compile(_WORD)
_TIMES = {None: 1, "double": 2, "triple": 3}


def folded(words: str) -> tuple[str, list[int]]:
    """Return words as a filter reads them, and for each letter the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(words):
        if unicodedata.category(letter) in ("Cf", "Mn", "Me") or letter in _UNSEEN:
            continue  # invisible joiners, accents on top, frames around
        digit = unicodedata.digit(letter, None)  # circled, full-width, of other scripts
        for part in unicodedata.normalize("NFKC", letter).lower() if digit is None else str(digit):
            letters.append(part)
            places.append(place)
    return "".join(letters).translate(_ALIKE).translate(_DIGITS), places


def in_figures(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return folded text with "one", "double oh" and "yao" as digits, and for each letter where in `text` it stood."""
    shown: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _SAID.finditer(text):
        shown += text[at : match.start()]
        spans += [(n, n + 1) for n in range(at, match.start())]
        for digit, start, end in _digits_of(match):
            shown.append(digit)
            spans.append((start, end))
        at = match.end()
    return "".join([*shown, text[at:]]), [*spans, *((n, n + 1) for n in range(at, len(text)))]


def _digits_of(match: re.Match[str]) -> list[tuple[str, int, int]]:
    """Return the digits that were said: each with where its word stands; "double" is said with the first."""
    if match["alike"]:
        return [("1", match.start(), match.end())]
    found = [
        (_SPOKEN[word.group()], word.start() + match.start("words"), word.end() + match.start("words"))
        for word in _ONE_WORD.finditer(match["words"])
    ]
    digit, _, end = found[0]
    return [(digit, match.start(), end)] * _TIMES[match["twice"]] + found[1:]
