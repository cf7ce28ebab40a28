"""Lists of the back office: filters in the URL, thirty rows a page, two or three lines a row on a phone; imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.catalog.models import Category, ImportBatch
from marketplace.domains.catalog.seed import seed
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast

if TYPE_CHECKING:
    from tests.client import Client


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin())


def sent(number: int, **more: Any) -> ImportBatch:
    """Return an import of a supplier of its own, as a worker left it."""
    row = ImportBatch(
        number=f"I-{number:05}",
        supplier_id=cast.supplier(f"Sender {number}").id,
        filename=f"goods-{number}.csv",
        content="x" * 1000,
        mapping="coolspot",
        created_at=clock.now(),
        **{"state": "done", "rows_total": 10, "rows_done": 10, **more},
    )
    session.add(row)
    session.commit()
    return row


def test_all_suppliers_imports_stand_in_one_list(staff: Client) -> None:
    staff.get("/admin/imports").is_(200).says("Files that suppliers send in stand here.")
    error = {"row": "7", "field": "price", "value": "-3", "sentence": "“%(value)s” is no price."}
    wei = cast.person("Wei")
    sent(1, state="failed", errors=[error] * 60, person_id=wei.id, dry_run=False)
    sent(2, state="running", rows_done=4)
    sent(3)
    staff.get("/admin/imports")
    with staff.sql(4):
        page = staff.get("/admin/imports").is_(200)
    page.says("goods-1.csv", "Sender 1", "Wei", "Failed", "60", "4 of 10", "Tried", "The command line")
    staff.get("/admin/imports?state=failed").says("goods-1.csv").hides("goods-2.csv")
    staff.get("/admin/imports?q=goods-3").says("goods-3.csv").hides("goods-1.csv")
    staff.get("/admin/imports?q=i-00002").says("goods-2.csv").hides("goods-1.csv")
    staff.get("/admin/imports?q=nothing").says("No import fits that.")
    page = staff.get("/admin/imports/I-00001").is_(200)
    page.says("What was read stays", "Row 7", "“-3” is no price.", "The first 50 of 60 refused rows.", "Wei")
    running = staff.get("/admin/imports/I-00002").says("Rows read")
    assert running.one("div", id="import").get("hx-get") == "/admin/imports/I-00002/progress"
    assert staff.get("/admin/imports/I-00002/progress").status == 200
    assert staff.get("/admin/imports/I-00001/progress").status == 286
    assert staff.get("/admin/imports/I-NONE").status == 404


def test_a_failed_import_leads_from_the_overview_to_the_list(staff: Client) -> None:
    sent(1, state="failed")
    page = staff.get("/admin/").says("Imports failed")
    assert page.link("Imports failed") == "/admin/imports?state=failed"


def test_imports_come_thirty_a_page(staff: Client) -> None:
    for number in range(35):
        sent(number)
    page = staff.get("/admin/imports")
    assert len(page.all("th", scope="row")) == 30
    assert len(page.click("Next").all("th", scope="row")) == 5


def test_the_tree_is_read_a_department_at_a_time(staff: Client) -> None:
    seed()
    session.commit()
    page = staff.get("/admin/catalog").is_(200).says("Refrigerators").hides("Two-door fridges")
    assert len(page.all("th", scope="row")) <= 30
    above = session.query(Category).filter_by(slug="refrigerators").one()
    staff.get(f"/admin/catalog?in={above.id}").says("Two-door fridges").hides("Chest freezers are")
    staff.get("/admin/catalog?q=两门").says("Two-door fridges").hides("Dishwashers")
    staff.get("/admin/catalog?q=zzz").says("No category fits that.")
    staff.get("/admin/catalog?state=hidden").says("No category fits that.")
    staff.get("/admin/catalog?in=987654321").is_(404)
    for number in range(40):
        session.add(Category(slug=f"more-{number}", name={"en": f"More {number}", "zh": "更多"}, position=90))
    session.commit()
    assert len(staff.get("/admin/catalog?q=more-").all("th", scope="row")) == 30


@pytest.mark.parametrize("path", ["products", "orders", "people", "suppliers", "imports", "catalog"])
def test_lists_are_compact_on_a_phone(staff: Client, path: str) -> None:
    from tests.factories import paying

    paying.paid_order()
    sent(1)
    page = staff.get(f"/admin/{path}").is_(200)
    assert "table-compact" in str(page.one("table").get("class"))


def test_a_number_no_row_has_ticks_nothing(staff: Client) -> None:
    for number in ("9" * 4500, str(2**63), "²", "-1"):
        staff.post("/admin/moderation", {"id": number, "verdict": "approve"}).is_(422)
        staff.get(f"/admin/moderation?undo={number[:30]}").is_(200)
