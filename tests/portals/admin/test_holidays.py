"""Holidays: the operator lists them, and time that is counted in working days leaves them out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from marketplace.domains.orders.accept import HOLIDAYS, after_working_days
from marketplace.foundation.db import session
from marketplace.portals.storefront.shelf.arrival import arrival
from tests import cast

if TYPE_CHECKING:
    from tests.client import Client

FRIDAY = datetime(2026, 9, 25, 10, tzinfo=UTC)
GOLDEN_WEEK = "\n".join(f"2026-10-{day:02}" for day in range(1, 8))


def test_listed_days_are_no_working_days(client: Client) -> None:
    client.as_(cast.admin())
    page = client.get("/admin/settings").says("0 days listed").click("Holidays")
    page.form("/admin/settings/holidays").fill(days=f"\n{GOLDEN_WEEK}\n 2026-10-01 \n").submit("Set it").says(
        "7 days listed", "2026-10-07"
    )
    client.get("/admin/settings/holidays").says("2026-10-01")
    session.rollback()
    assert HOLIDAYS() == {date(2026, 10, day) for day in range(1, 8)}
    assert after_working_days(FRIDAY, 5, off=HOLIDAYS()) == datetime(2026, 10, 9, 10, tzinfo=UTC)
    assert arrival(FRIDAY, 4)[0] == datetime(2026, 10, 9, 10, tzinfo=UTC)


def test_what_is_no_date_is_named_and_kept(client: Client) -> None:
    client.as_(cast.admin())
    page = client.post("/admin/settings/holidays", {"days": "2026-10-01\n2026-13-01"})
    page.is_(422).says("Line 2 is not a date", "2026-13-01")
    client.post("/admin/settings/holidays", {"days": "0001-01-01"}).is_(422)
    many = "\n".join(date.fromordinal(date(2026, 1, 1).toordinal() + n).isoformat() for n in range(401))
    client.post("/admin/settings/holidays", {"days": many}).is_(422).says("at most 400 days")
    session.rollback()
    assert HOLIDAYS() == frozenset()


def test_chinese_staff_read_it_in_chinese(client: Client) -> None:
    ada = cast.admin()
    ada.language = "zh"
    session.commit()
    other = client.another(ada)
    other.get("/admin/settings/holidays").says("节假日", "每行一个日期")
    other.post("/admin/settings/holidays", {"days": "x"}).is_(422).says("第 1 行不是")


def test_a_day_begins_where_the_house_is() -> None:
    friday_evening = datetime(2026, 11, 20, 17, tzinfo=UTC)  # Saturday, one o'clock in Shanghai
    assert after_working_days(friday_evening, 1) == datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday there
