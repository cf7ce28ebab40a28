"""Figures people haggle about and that reach nobody: dates, times, prices, sizes, measures, model numbers.

A number taken for one of them is one more way round the filter, so each form is narrow: a price has at most six
digits and no nought in front, a model has letters in it and no chunk as long as a telephone number's.
"""

import re
from collections.abc import Sequence

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_PRICE = r"(?:[1-9]\d{0,2}(?:,\d{3}){1,2}|[1-9]\d{0,5}|0)(?:\.\d{1,2})?"
_LENGTH = r"[1-9]\d{0,3}(?:\.\d)?\s?(?:mm|cm|m|毫米|厘米|公分|米)?"
_UNIT = (
    r"(?:k?wh?|k?va?|hz|ml|l|kg|g|mm|cm|m|rpm|db|dba|°c|%|years?|months?|days?|hours?|h|floors?)(?![a-z])"
    r"|升|公斤|斤|千克|克|瓦|伏|年|个?月|日|天|个|次|台|楼|层|匹|转|度|米|厘米|公分|毫米|分贝|小时|分钟"
)
_FORMS = [
    rf"{_YEAR}\s?[-/.年]\s?{_MONTH}(?:\s?[-/.月]\s?{_DAY}\s?[日号]?|\s?月)",
    rf"{_YEAR}[-/.]{_MONTH}(?![-/.])",
    rf"{_DAY}[-/.]{_DAY}[-/.]{_YEAR}",
    r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    rf"{_YEAR}\s?(?:[-~/—–至到]|to)\s?{_YEAR}",
    r"(?:[01]?\d|2[0-4])\s?[:点时]\s?[0-5]\d(?::[0-5]\d)?",
    rf"(?:[¥$€£]|rmb|cny|usd|eur|hkd)\s?{_PRICE}(?![,.]?\d)",
    rf"{_PRICE}\s?(?:元|块|圆|万|[€$]|(?:yuan|kuai|rmb|cny|usd|eur|hkd|dollars|euros)(?![a-z]))",
    r"[1-9]\d{0,2}(?:,\d{3}){1,2}(?:\.\d\d)?(?![,.]?\d)",
    r"[1-9]\d{0,5}\.\d\d(?![.\d])",
    rf"(?P<size>{_LENGTH}(?:\s?(?:[x×*✕⨯乘]|by)\s?{_LENGTH}){{1,2}})",
    rf"(?:[1-9]\d{{0,4}}|0)(?:\.\d{{1,2}})?\s?(?:{_UNIT})",
]
_FIGURES = re.compile("|".join(rf"(?<![\d.,])(?:{form})(?!\d)" for form in _FORMS))
_MODEL = re.compile(r"(?<!\w)[a-z0-9]+(?:[-/.][a-z0-9]+)*")
_REACHES = re.compile(r"tel|phone|mob|cell|call|whats|wechat|weixin|wx|vx|qq|^v\d|^[tm]\d{6}")
_MOST_OF_A_MODEL, _LONGEST_CHUNK = 9, 6  # digits


def without_harmless(text: str) -> str:
    """Return text of the same length in which a letter stands for each sign of a harmless figure."""
    return _FIGURES.sub(_blank_figure, _MODEL.sub(_blank_model, text))


def is_haggled(numbers: Sequence[str]) -> bool:
    """Say whether these are prices or years set side by side, within twice of each other, and no telephone's."""
    if len(numbers) == 1 or not all(re.fullmatch(r"[1-9]\d{2,4}", number) for number in numbers):
        return False
    values = [int(number) for number in numbers]
    return max(values) < 2 * min(values)


def _blank_figure(match: re.Match[str]) -> str:
    lengths = [len(number) for number in re.findall(r"\d+", match.group())]
    if match["size"] and lengths == [3, 4, 4]:  # 138*1234*5678
        return match.group()
    return "n" * len(match.group())


def _blank_model(match: re.Match[str]) -> str:
    token = match.group()
    chunks = re.findall(r"\d+", token)
    is_model = (
        chunks
        and re.search("[a-z]", token)
        and sum(map(len, chunks)) <= _MOST_OF_A_MODEL
        and max(map(len, chunks)) <= _LONGEST_CHUNK
        and not _REACHES.search(token)
    )
    return "n" * len(token) if is_model else token
