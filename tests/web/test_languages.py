from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from flask import g

from marketplace.foundation import clock, text
from marketplace.foundation.db import session
from marketplace.web import formats, languages
from tests import cast
from tests.client import Client

if TYPE_CHECKING:
    from flask import Flask


def spoken(page: object) -> str:
    return page.one("html").get("lang")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,de;q=0.9", "en"),
        ("fr,zh;q=0.1", "zh-Hans"),
        ("*", "en"),
        ("zh;q=nonsense", "en"),
        ("en;q=0,zh-TW;q=0.1", "zh-Hans"),
        ("," * 500, "en"),
    ],
)
def test_the_browser_is_asked(visitor: Client, accepted: str, language: str) -> None:
    assert spoken(visitor.get("/trial/shared", Accept_Language=accepted)) == language


def test_the_address_the_switch_and_the_account_come_before(visitor: Client) -> None:
    visitor.headers["Accept-Language"] = "en"
    ming = cast.person("Ming", language="zh")
    visitor.as_(ming)
    assert spoken(visitor.get("/trial/things")) == "zh-Hans"
    assert spoken(visitor.get("/trial/things?lang=en")) == "en"
    page = visitor.get("/trial/things").form("/language").submit("English")
    assert page.url == "/trial/things"
    assert spoken(page) == "en"
    session.expire_all()
    assert ming.language == "en", "remembered on the account"
    assert visitor.cookie("language") == "en", "and in the browser"


def test_the_switch_drops_the_address_own_wish(visitor: Client) -> None:
    page = visitor.get("/trial/shared?lang=en&x=1").form("/language").submit("简体中文")
    assert page.url == "/trial/shared?x=1"
    assert spoken(page) == "zh-Hans"


@pytest.mark.parametrize("chosen", ["", "fr", "x" * 1000, "\x00"])
def test_a_language_we_do_not_speak_is_refused(visitor: Client, chosen: str) -> None:
    visitor.post("/language", {"language": chosen}).is_(400)


def test_the_data_saver_is_remembered(visitor: Client) -> None:
    page = visitor.get("/trial/shared").says("Data saver: off").form("/data-saver").submit()
    page.says("Data saver: on")
    visitor.another().get("/trial/shared").says("Data saver: off")
    visitor.post("/data-saver", {"on": "maybe"}).is_(400)


def test_the_floors_below_speak_both() -> None:
    assert (
        text.translate("zh", "Choose a number from %(low)s to %(high)s.", low=1, high=2)
        == "请填 1 到 2 之间的数。"
    )
    assert text.translate("en", "There is no such setting.") == "There is no such setting."
    assert text.translate("zh", "no such sentence") == "no such sentence"


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest, app: Flask) -> object:
    with app.test_request_context():
        g.language = request.param
        yield request.param


def each(language: str, en: str, zh: str) -> str:
    return {"en": en, "zh": zh}[language]


def test_money(language: str) -> None:
    assert formats.money(289_900) == "¥2,899.00"
    assert formats.money(-5) == "−¥0.05"
    assert formats.money(1234, "JPY") == each(language, "¥1,234", "JP¥1,234")
    assert formats.money(1234, "USD") == each(language, "$12.34", "US$12.34")
    with pytest.raises(TypeError):
        formats.money(1.5)


def test_days_have_weekdays_and_their_own_zone(language: str) -> None:
    late = datetime(clock.now().year, 3, 4, 20, 30, tzinfo=UTC)  # the next morning in Shanghai
    weekday = formats._local_time(late).strftime("%w")
    assert formats.day(late).split()[-1 if language == "zh" else 0]
    assert "5" in formats.day(late)
    assert formats.moment(late).endswith("04:30")
    assert weekday
    assert "2019" in formats.day(datetime(2019, 1, 1, tzinfo=UTC))
    assert formats.day(None) == formats.moment(None) == formats.ago(None) == formats.iso(None) == ""


def test_numbers(language: str) -> None:
    assert formats.percent(850) == "8.5%"
    assert formats.percent(10_000) == "100%"
    assert formats.number(1_234_567) == "1,234,567"
    assert formats.number(Decimal("1.50")) == "1.5"
    assert formats.ago(clock.now() - timedelta(hours=3)) == each(language, "3 hours ago", "3小时前")
    assert formats.local({"en": "Fridge", "zh": "冰箱"}) == each(language, "Fridge", "冰箱")
    assert formats.local({"en": "Fridge", "zh": ""}) == "Fridge"


def test_words_for_somebody_else(visitor: Client) -> None:
    with visitor.app.test_request_context(headers={"Accept-Language": "en"}), languages.speaking("zh"):
        assert (
            visitor.app.jinja_env.from_string("{{ _('Try again') }} {{ 5|money }}").render()
            == "再试一次 ¥0.05"
        )
        assert languages.gettext("Try again") == "再试一次"
    with visitor.app.test_request_context(headers={"Accept-Language": "zh"}), languages.speaking("en"):
        assert visitor.app.jinja_env.from_string("{{ _('Try again') }}").render() == "Try again"
    with visitor.app.app_context(), languages.speaking("zh"):
        assert languages.gettext("Try again") == "再试一次"
        assert formats.local({"en": "a", "zh": "啊"}) == "啊"


def test_outside_a_request_the_house_speaks_english() -> None:
    assert languages.current() in languages.LOCALES
