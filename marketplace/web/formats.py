"""Money, days, numbers and words as the reader writes them: the filters of every template."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import Flask
from werkzeug.local import LocalProxy

from marketplace.foundation import clock, text
from marketplace.foundation.money import use_currency
from marketplace.foundation.text import SIGNS
from marketplace.settings import Settings
from marketplace.web import languages

_house = {"zone": ZoneInfo("Asia/Shanghai"), "currency": "CNY"}
DAY = {"en": "EEE d MMM", "zh": "M月d日 EEE"}
DAY_WITH_YEAR = {"en": "EEE d MMM y", "zh": "y年M月d日 EEE"}


def money(minor: int, currency: str | None = None) -> str:
    """Write minor units with their currency: `289900` → `¥2,899.00`. Refuses: floats."""
    if not isinstance(minor, int):
        raise TypeError("money is a whole number of minor units")
    return _money(minor, currency or str(_house["currency"]), languages.current())


@lru_cache(maxsize=8192)
def _money(minor: int, currency: str, language: str) -> str:
    digits = numbers.get_currency_precision(currency)
    # Two-letter region prefixes (CN¥) are noise where the whole house has one currency.
    locale = "zh_Hans_CN" if currency == "CNY" else languages.locale_of(language)
    return numbers.format_currency(Decimal(minor).scaleb(-digits), currency, locale=locale).translate(SIGNS)


def _local_time(when: datetime | date) -> datetime | date:
    zone = _house["zone"]
    return when.astimezone(zone) if isinstance(when, datetime) and isinstance(zone, ZoneInfo) else when


def day(when: datetime | date | None) -> str:
    """Write a date with its weekday: `Sat 28 Nov`; the year stands where it is not this one."""
    if when is None:
        return ""
    shown, today = _local_time(when), _local_time(clock.now())
    plain = shown.date() if isinstance(shown, datetime) else shown
    return _day(plain, languages.current(), this_year=shown.year == today.year)


@lru_cache(maxsize=1024)
def _day(shown: date, language: str, *, this_year: bool) -> str:
    patterns = DAY if this_year else DAY_WITH_YEAR
    return dates.format_date(shown, patterns[language], locale=languages.locale_of(language))


def moment(when: datetime | None) -> str:
    """Write a day and the time of day, in the display time zone."""
    if when is None:
        return ""
    shown = _local_time(when)
    return f"{day(when)} {shown:%H:%M}"


def ago(when: datetime | None) -> str:
    """Write how long ago, or in how long: `3 hours ago`, `in 2 days`."""
    if when is None:
        return ""
    span: timedelta = when - clock.now()
    return dates.format_timedelta(span, add_direction=True, locale=languages.locale())


def percent(basis_points: int, digits: int = 2) -> str:
    """Write basis points as per cent: `850` → `8.5%`."""
    share = (Decimal(basis_points) / 10_000).quantize(Decimal(1).scaleb(-digits - 2)).normalize()
    pattern = "#,##0." + "#" * digits + "%"
    return numbers.format_percent(share, pattern, locale=languages.locale())


def number(value: int | Decimal | str | LocalProxy[int], digits: int = 2) -> str:
    """Write a number with its thousands apart and at most `digits` decimals."""
    plain = int(value) if isinstance(value, LocalProxy) else value
    return _number(plain, digits, languages.current())


@lru_cache(maxsize=4096)  # a list of cards writes the same few hundred sizes and years again and again
def _number(value: int | Decimal | str, digits: int, language: str) -> str:
    return numbers.format_decimal(
        Decimal(value), "#,##0." + "#" * digits, locale=languages.locale_of(language)
    )


def local(words: Mapping[str, str] | str | None) -> str:
    """Pick the page's language out of words kept in both."""
    return words if isinstance(words, str) else text.pick(words, languages.current())


def iso(when: datetime | date | None) -> str:
    """Write a moment for machines: the `datetime` attribute, JSON-LD."""
    return when.isoformat() if when else ""


def install(app: Flask, settings: Settings) -> None:
    """Give templates these filters, in the house's zone and currency."""
    use_currency(settings.currency)
    clock.use_zone(settings.display_timezone)
    _house.update(zone=ZoneInfo(settings.display_timezone), currency=settings.currency)
    for filter_ in (money, day, moment, ago, percent, number, local, iso):
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.filters["say"] = languages.say
