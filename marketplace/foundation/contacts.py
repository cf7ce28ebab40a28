"""Find ways to reach somebody elsewhere in what people write: phones, mails, links, chat names, however spelled.

People write 一三八, １３８, "1 3 8", zero-width spaces and "at" to get past a filter: letters are folded first, each
with the place it came from, so that what is found can be hidden where it stood.
"""

import re
import unicodedata

HIDDEN = "•••"
FEWEST_DIGITS = 8  # what is shorter is a price, a year or a model
_DIGITS = str.maketrans("零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "0012345678912123456789")
# Letters of other scripts that look like Latin ones (Unicode TR 39, the common ones).
_ALIKE = str.maketrans("аеорсухіѕԁɡοαυν", "aeopcyxisdgoauv")
_GAP = r"[\s().,·_*/\\|，。、~～—+-]{0,3}"
_DIGIT_RUN = rf"\d(?:{_GAP}\d){{{FEWEST_DIGITS - 1},}}"
_AT, _DOT = r"(?:@|\(at\)|\[at\]|\s+at\s+|艾特)", r"(?:\.|点|\s+dot\s+|\(dot\))"
_MESSENGER = (
    r"(?:微信|威信|薇信|加v|v信|扣扣|企鹅号?|"
    r"(?<![a-z])(?:wechat|weixin|wx|vx|qq|whatsapp|telegram|skype|kakao))"
)
_PATTERNS = [
    rf"[a-z0-9][a-z0-9._+-]*\s?{_AT}\s?[a-z0-9-]+\s?{_DOT}\s?[a-z]{{2,}}",
    r"(?:https?|ftp)\s?:\s?/\s?/\s?\S+",
    r"(?<![a-z0-9])www\.\S+",
    r"(?<![a-z0-9@])[a-z0-9][a-z0-9-]*\.(?:com|cn|net|org|top|vip|shop|xyz|cc|me|io|co)(?![a-z])(?:/\S*)?",
    # A messenger's name with something that can be typed into it.
    _MESSENGER + r"(?:号|id|number|no)?\s*(?:是|is|为|at|on)?[\s:：=,，.。-]*[a-z0-9][a-z0-9_-]{3,}",
]
_FOUND = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
_RUN = re.compile(_DIGIT_RUN)
_MONEY_OR_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")


def folded(words: str) -> tuple[str, list[int]]:
    """Return words as a filter reads them, and for each letter the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(words):
        if unicodedata.category(letter) in ("Cf", "Mn"):
            continue  # invisible joiners, accents on top
        for part in unicodedata.normalize("NFKC", letter).lower():
            letters.append(part)
            places.append(place)
    return "".join(letters).translate(_ALIKE).translate(_DIGITS), places


def contacts_in(words: str) -> list[tuple[int, int]]:
    """Return where in `words` a way to reach somebody stands: (first, end) of each, in order."""
    text, places = folded(words)
    found = [match.span() for match in _FOUND.finditer(text)]
    found += [match.span() for match in _RUN.finditer(text) if _is_number_of_somebody(match.group(), words)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted((places[a], places[b - 1] + 1) for a, b in found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def hide_contacts(words: str) -> str:
    """Return words with each way to reach somebody replaced by dots."""
    shown, at = [], 0
    for start, end in contacts_in(words):
        shown += [words[at:start], HIDDEN]
        at = end
    return "".join([*shown, words[at:]])


def _is_number_of_somebody(run: str, words: str) -> bool:
    """Say whether a run of digits is a phone's or a chat name's, and not a day or words that count."""
    digits = sum(letter.isdigit() for letter in run)
    # 三十一台 is counting; without an Arabic digit somewhere it takes a phone's length to be a phone.
    arabic = any(letter.isascii() and letter.isdigit() for letter in unicodedata.normalize("NFKC", words))
    long_enough = digits >= (FEWEST_DIGITS if arabic else FEWEST_DIGITS + 2)
    return long_enough and not _MONEY_OR_DATE.fullmatch(run)
