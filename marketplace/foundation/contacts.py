"""Find ways to reach somebody elsewhere in what people write: phones, mails, links, chat names, however spelled.

People write 一三八, １３８, ①③⑧, "one three eight", "1 3 8", zero-width spaces and "at" to get past a filter, or send
a number in two messages: letters are folded first, each with the place it came from, so that what is found can be
hidden where it stood, and messages are looked at with those before them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from marketplace.foundation.harmless import is_haggled, without_harmless
from marketplace.foundation.spelling import folded, in_figures

HIDDEN = "•••"
FEWEST_DIGITS = 8  # what is shorter is a price, a year or a model
FEWEST_AFTER_CUE = 7
LONGEST_NUMBER = 15  # E.164
_GAP = r"(?:[^\w•]|_){0,3}"
_RUN = re.compile(rf"\d(?:{_GAP}\d)*")
_LOOSE = re.compile(rf"[a-z_-]*{_RUN.pattern}[a-z0-9_-]*")
_PHONE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}|0[1-9]\d{8,10}")
_GROUPED = ([11], [3, 4, 4], [4, 4, 3], [3, 8], [7, 4], [3, 3, 5], [5, 6], [2, 11], [2, 3, 4, 4])
_CUE = re.compile(
    r"tel(?![a-z])|phone|mobile|(?<![a-z])(?:cell|call|ring|text|sms)|number|电话|手机|号码|致电|联系|短信"
)
_NEAR = 14  # letters between a cue and its number
_BARE = 8  # letters beside the digits of a message that says little but a number

_TLD = r"(?:com|cn|net|org|xyz|io|info|cc|hk)"
_PROSE_TLD = r"(?:top|vip|shop|me|co|site|store|online|live|link|app|club)"  # also words after a full stop
_DOT = r"(?:\s?(?:\(dot\)|\[dot\]|点)\s?|\s+dot\s+)"
_CHAT = (
    r"(?:微信|威信|薇信|加v|v信|扣扣|企鹅号?|钉钉|抖音|小红书|"
    r"(?<![a-z])(?:wechat|weixin|wx|vx|qq|whats\s?app|telegram|skype|kakao|viber|instagram|insta|line\s?id))"
)
_TYPED = r"(?!\d+\s?(?:元|块|rmb|yuan))(?=[a-z-]*[_\d])(?!\d{1,4}(?![a-z0-9_]))[a-z0-9][a-z0-9_-]{3,}"
_NAME = r"[a-z0-9][a-z0-9_-]{3,}"
_PATTERNS = [
    rf"[a-z0-9][a-z0-9._+-]*\s?(?:@|\(at\)|\[at\]|艾特)\s?[a-z0-9-]+(?:{_DOT}[a-z]{{2,}}|\.[a-z]{{2,}}|\s?\.\s?{_TLD}(?![a-z]))",
    rf"[a-z0-9][a-z0-9._+-]*\s+at\s+[a-z0-9-]+(?:{_DOT}[a-z]{{2,}}|\s?\.\s?{_TLD}(?![a-z]))",
    r"(?:https?|ftp)\s?:\s?/\s?/\s?\S+",
    r"(?<![a-z0-9])www\.\S+",
    rf"(?<![a-z0-9@])[a-z0-9][a-z0-9-]*(?:\.|{_DOT}){_TLD}(?![a-z])(?:/\S*)?",
    rf"(?<![a-z0-9@])[a-z0-9][a-z0-9-]*\.{_PROSE_TLD}(?:/\S*|(?=\s*(?:$|[^\sa-z0-9])))",
    # A messenger's name with what can be typed into it: it has a digit or "_", or is said to be the name.
    rf"{_CHAT}\s?(?:号|id|number|no)?\s*(?:是|is|为|at|on|me)?[\s:：=,，.。-]*{_TYPED}",
    rf"{_CHAT}\s?(?:号|id|number|no)?\s*(?:[:：=]|是|为|叫|(?<=号))\s*{_NAME}",
    rf"(?:加|(?<![a-z])(?:add|my|our))\s*(?:me\s+on\s+)?{_CHAT}\s*(?:(?:号|id)?\s*is)?\s+{_NAME}",
]
_FOUND = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
Span = tuple[int, int]


def contacts_in(words: str) -> list[Span]:
    """Return where in `words` a way to reach somebody stands: (first, end) of each, in order."""
    text, places = folded(words)
    figures, stood = in_figures(text)
    found = [match.span() for match in _FOUND.finditer(text)]
    numbers = [*_phones(figures), *_numbers(without_harmless(figures), arabic=_has_digits(words))]
    numbers += _pieced([figures]).get(0, [])
    found += [(stood[a][0], stood[b - 1][1]) for a, b in numbers]
    return _joined((places[a], places[b - 1] + 1) for a, b in found)


def parts_in(said: Sequence[str]) -> set[int]:
    """Return which of somebody's messages, oldest first, make a way to reach them only with the ones beside them."""
    texts = [folded(words)[0] for words in said]
    parts = set(_pieced([in_figures(text)[0] for text in texts], apart=True))
    for at, (one, other) in enumerate(pairwise(texts)):
        seam = len(one)
        if any(match.start() < seam < match.end() - 1 for match in _FOUND.finditer(f"{one}\n{other}")):
            parts |= {at, at + 1}
    return parts


def hide_contacts(words: str) -> str:
    """Return words with each way to reach somebody replaced by dots."""
    return _without(words, contacts_in(words))


def hide_part(words: str) -> str:
    """Return a message that reaches somebody, be it with its neighbours, without what does; all dots when in doubt."""
    if spans := contacts_in(words):
        return _without(words, spans)
    text, places = folded(words)
    figures, stood = in_figures(text)
    loose = [match.span() for match in _LOOSE.finditer(without_harmless(figures))]
    spans = _joined((places[stood[a][0]], places[stood[b - 1][1] - 1] + 1) for a, b in loose)
    return _without(words, spans) if spans else HIDDEN


def _without(words: str, spans: Sequence[Span]) -> str:
    shown, at = [], 0
    for start, end in spans:
        shown += [words[at:start], HIDDEN]
        at = end
    return "".join([*shown, words[at:]])


def _joined(found: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch as one."""
    spans: list[Span] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _phones(figures: str) -> list[Span]:
    """Return runs of digits that are a telephone number as one is written, whatever stands around them."""
    found = []
    for run in _RUN.finditer(figures):
        numbers = re.findall(r"\d+", run.group())
        shaped = _PHONE.fullmatch("".join(numbers)) and list(map(len, numbers)) in _GROUPED
        if shaped and not is_haggled(numbers):
            found.append(run.span())
    return found


def _numbers(figures: str, *, arabic: bool) -> list[Span]:
    """Return long runs of digits that are no harmless figure, shorter ones after "call" or "电话"."""
    found = []
    for run in _RUN.finditer(figures):
        numbers = re.findall(r"\d+", run.group())
        # 三十一台 is counting; without an Arabic digit somewhere it takes a phone's length to be a phone.
        fewest = FEWEST_DIGITS if arabic else FEWEST_DIGITS + 2
        if _CUE.search(figures, max(0, run.start() - _NEAR), run.start()):
            fewest = FEWEST_AFTER_CUE
        elif is_haggled(numbers):
            continue
        if sum(map(len, numbers)) >= fewest:
            found.append(run.span())
    return found


def _pieced(texts: Sequence[str], *, apart: bool = False) -> dict[int, list[Span]]:
    """Return text → where in it stand the pieces of a telephone number; `apart`: only of one in several texts."""
    bare = [without_harmless(text) for text in texts]
    pieces = [(n, match) for n, text in enumerate(bare) for match in re.finditer(r"\d+", text)]
    found: dict[int, list[Span]] = {}
    for first in range(len(pieces)):
        digits = ""
        for last in range(first, len(pieces)):
            digits += pieces[last][1].group()
            if len(digits) > LONGEST_NUMBER:
                break
            taken = pieces[first : last + 1]
            if _PHONE.fullmatch(digits) and _is_meant(taken, bare, apart=apart):
                for n, match in taken:
                    found.setdefault(n, []).append(match.span())
    return found


def _is_meant(taken: Sequence[tuple[int, re.Match[str]]], texts: Sequence[str], *, apart: bool) -> bool:
    """Say whether pieces that look like a telephone number are one.

    180 for delivery, 1299 for the fridge and 1500 when new look like one as well: some piece must start with a nought,
    a text must speak of a number, or the texts must say little else.
    """
    numbers, where = [match.group() for _, match in taken], sorted({n for n, _ in taken})
    if len(numbers) == 1 or is_haggled(numbers) or (apart and len(where) == 1):
        return False
    if any(len(number) > 1 and number[0] == "0" for number in numbers):
        return True
    said = [texts[n] for n in where]
    return any(map(_CUE.search, said)) or (apart and all(sum(map(str.isalpha, t)) <= _BARE for t in said))


def _has_digits(words: str) -> bool:
    return any(unicodedata.digit(letter, None) is not None for letter in words)
