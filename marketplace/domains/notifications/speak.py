"""Say a notice in the reader's language: its words filled with amounts, days and names as that language writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, get_currency_precision

from marketplace.domains.notifications.wording import KINDS
from marketplace.foundation.text import SIGNS, pick, translate

_LOCALES = {"en": "en", "zh": "zh_Hans_CN"}
_DAYS = {"en": "EEE d MMM", "zh": "M月d日 EEE"}
_house: dict[str, str] = {"site": "", "zone": "Asia/Shanghai"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A notice as one reader reads it."""

    title: str
    body: str


def use_house(*, site: str, zone: str) -> None:
    """Name where links lead and in which time zone days are written; the factory does it once."""
    _house.update(site=site.rstrip("/"), zone=zone)


def url(link: str) -> str:
    """Return a notice's link as an address for a mail."""
    return _house["site"] + link


def speak(kind: str, params: Mapping[str, Any], language: str) -> Spoken:
    """Return title and body; a kind of an older house says nothing rather than break the inbox."""
    words = KINDS.get(kind)
    if words is None:
        return Spoken("", "")
    filled = {name: _filled(value, language) for name, value in params.items()}
    return Spoken(translate(language, words.title) % filled, translate(language, words.body) % filled)


def money(amount: int, currency: str) -> dict[str, Any]:
    """Make a parameter of an amount in minor units."""
    return {"money": [amount, currency]}


def day(at: datetime | None) -> dict[str, Any] | str:
    """Make a parameter of a deadline: the day and the time."""
    return {"at": at.isoformat()} if at else ""


def words(both: Mapping[str, str]) -> dict[str, Any]:
    """Make a parameter of words kept in both languages."""
    return {"words": dict(both)}


def said(sentence: str) -> dict[str, Any]:
    """Make a parameter of a sentence of ours, to be read in the reader's language."""
    return {"say": sentence}


def _filled(value: Any, language: str) -> str:
    match value:
        case {"money": [int(amount), str(currency)]}:
            return _money(amount, currency, language)
        case {"at": str(moment)}:
            return _day(moment, language, _house["zone"])
        case {"words": dict(both)}:
            return pick(both, language)
        case {"say": str(sentence)}:
            return translate(language, sentence)
    return str(value)


@lru_cache(maxsize=4096)
def _money(amount: int, currency: str, language: str) -> str:
    major = Decimal(amount).scaleb(-get_currency_precision(currency))
    locale = _LOCALES["zh"] if currency == "CNY" else _LOCALES[language]  # as pages write it: ¥, not CN¥
    return format_currency(major, currency, locale=locale).translate(SIGNS)


@lru_cache(maxsize=4096)
def _day(moment: str, language: str, zone: str) -> str:
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return f"{format_date(local, _DAYS[language], locale=_LOCALES[language])} {local:%H:%M}"
