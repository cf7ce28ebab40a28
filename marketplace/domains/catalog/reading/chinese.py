"""Facts out of Chinese titles: 206升, 10公斤, 1.5匹, 一级能效, 风冷, 三门, 变频."""

import re
from typing import Any

NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
_N = r"(\d{1,4}(?:\.\d{1,2})?)"
# code → patterns tried in order, and what is believable; titles also say "20升大冷冻室" and "5L水箱"
NUMBERS: dict[str, tuple[tuple[str, ...], float, float]] = {
    "capacity": ((rf"{_N}\s?(?:升|L(?![/a-zA-Z]))(?!/|大?流量|超?大?冷冻|水箱|大?水盒|大容积水)",), 3, 1500),
    "load": ((rf"{_N}\s?(?:公斤|千克|kg)",), 1, 25),
    "horsepower": ((rf"{_N}\s?匹",), 0.5, 10),
    "screen": ((rf"{_N}\s?(?:英寸|寸|吋)",), 19, 110),
    "noise": ((rf"{_N}\s?(?:分贝|d[bB]|D[bB])",), 10, 90),
    "bottles": ((rf"{_N}\s?瓶",), 4, 500),
    "suction": ((rf"{_N}\s?(?:m³/min|立方)",), 5, 40),
    "flame": ((rf"{_N}\s?[kK][wW]",), 1, 10),
    "settings": ((rf"{_N}\s?套(?!机|系|装)",), 2, 20),
    "power": ((rf"{_N}\s?[wW](?![a-zA-Z])",), 10, 9000),
    "flow": ((rf"{_N}\s?升", rf"{_N}\s?L"), 5, 30),
}
CODES: dict[str, tuple[str, ...]] = {
    "refrigerators": ("capacity", "noise"),
    "freezers": ("capacity", "bottles", "noise"),
    "air-conditioners": ("horsepower", "noise"),
    "laundry": ("load", "noise"),
    "water-heaters": ("capacity", "power", "noise"),
    "kitchen": ("suction", "flame", "settings", "capacity", "noise", "power"),
    "televisions": ("screen",),
    "small-appliances": ("power", "capacity", "noise"),
}
_GRADE = re.compile(r"新?([一二三四五1-5])级(?:能效|能耗|节能)|(?:能效|能耗)([一二三四五1-5])级")
_KWH_DAY = re.compile(r"能耗?(\d\.\d{1,2})度/24h|(\d\.\d{1,2})度/(?:24h|天)|日耗电(\d\.\d{1,2})度")


def numbers_in(department: str, text: str) -> dict[str, Any]:
    """Return the measures a text states, of those that products of this department have."""
    found: dict[str, Any] = {}
    for code in CODES.get(department, ()):
        patterns, least, most = NUMBERS[code]
        for pattern in patterns:
            stated = (float(match[1]) for match in re.finditer(pattern, text))
            value = next((n for n in stated if least <= n <= most), None)
            if value is not None:
                found[code] = int(value) if value.is_integer() else value
                break
    return found


def grade_in(text: str) -> str | None:
    """Return the energy grade a text states, `1` to `5`."""
    match = _GRADE.search(text)
    stated = (match[1] or match[2]) if match else None
    return NUMERALS.get(stated, stated) if stated else None


def kwh_in(text: str) -> int | None:
    """Return a year's kWh where a text states a day's: `0.45度/24h`."""
    match = _KWH_DAY.search(text)
    return round(float(next(filter(None, match.groups()))) * 365) if match else None


def flags_in(text: str) -> dict[str, Any]:
    """Return what a text says is there."""
    words = {
        "inverter": "变频" in text,
        "smart": bool(re.search(r"(?i)wi-?fi|智能|手机|远程操控|智慧", text)),
        "drying": bool(re.search("烘干|洗烘|洗干|干衣", text)),
        "voice": "语音" in text,
        "cordless": "无线设计" in text or "无线吸尘" in text,
    }
    return {code: True for code, there in words.items() if there}


def cooling_in(text: str) -> str | None:
    """Return how it cools, where a text says."""
    for value, words in {"mixed": "风直冷|混冷", "frost_free": "风冷|无霜", "direct": "直冷"}.items():
        if re.search(words, text):
            return value
    return None


def doors_in(text: str) -> str | None:
    """Return a fridge's doors, where a text says."""
    patterns = {
        "multi": "十字对开|法式|多门|四门|四开门",
        "side": "对开门",
        "three": "三门",
        "two": "两门|双门",
        "one": "单门|单冷藏",
    }
    return next((value for value, words in patterns.items() if re.search(words, text)), None)


def gas_in(text: str) -> str | None:
    """Return the gas it burns, where a text says."""
    if re.search(r"液化气|20Y", text.replace("不能使用罐装液化气", "")):
        return "lpg"
    return "natural" if re.search(r"天然气|12T", text) else None
