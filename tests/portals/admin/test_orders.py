"""Staff look into orders and put them right; every change is kept."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.orders.models import Order
from marketplace.foundation import clock, dials
from marketplace.foundation.db import door, session
from marketplace.foundation.states import StateChange
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.shopping import Buyer


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin())


def changes(subject: str, verb: str) -> list[StateChange]:
    session.rollback()
    return session.query(StateChange).filter_by(subject=subject, verb=verb).order_by(StateChange.id).all()


def test_the_overview_shows_what_waits_and_how_the_house_does(staff: Client) -> None:
    paying.paid_order(cast.shelf(price=100_000))
    with staff.sql(8):
        page = staff.get("/admin/").is_(200)
    page.says("Orders today", "Held for buyers ¥1,000.00", "Orders overdue", "The numbers")


def test_a_clerk_sees_only_what_the_role_allows(house: Flask, client: Client) -> None:
    client.as_(cast.admin(permissions=("orders.read",)))
    order = paying.paid_order()
    client.get("/admin/").is_(200).says("Orders overdue").hides("Payouts failed", "Settings")
    client.get(f"/admin/orders/{order.number}").is_(200).hides("Refund a part", "Cancel")
    client.get("/admin/settings").is_(404)
    client.post(f"/admin/orders/{order.number}/cancellation", {"why": "x"}).is_(404)
    assert paying.states([order]) == ["paid"]


def test_without_the_second_step_nobody_gets_in(house: Flask, client: Client) -> None:
    client.as_(cast.admin(), second_step_at=None)
    answer = client.get("/admin/orders", follow=False)
    assert answer.status == 303
    assert "two-step" in answer.headers["Location"]


def test_orders_are_found_by_number_contact_supplier_product_state_and_day(staff: Client) -> None:
    buyer = Buyer()
    mine = paying.paid_order(cast.shelf(what=cast.product("ZZZ-1")), by=buyer)
    other = paying.shipped_order()
    supplier = session.get_one(Order, mine.id).supplier_id
    slug = session.execute(cast.Supplier.__table__.select().filter_by(id=supplier)).one().slug
    with staff.sql(5):
        staff.get("/admin/orders").says(mine.number, other.number)
    for query in (
        f"q={mine.number.lower()}",
        f"q={buyer.person.email}",
        "q=zzz-1",
        f"supplier={slug}",
        "shelf=to_accept",
    ):
        staff.get(f"/admin/orders?{query}").says(mine.number).hides(other.number)
    staff.get(f"/admin/orders?buyer={buyer.id}&state=paid").says(mine.number).hides(other.number)
    staff.get("/admin/orders?from=2001-01-01&to=2001-01-02").says("No order fits that")
    staff.get("/admin/orders?late=1").hides(mine.number)


def test_an_order_page_tells_everything(staff: Client) -> None:
    order = paying.delivered_order()
    with staff.sql(12):
        page = staff.get(f"/admin/orders/{order.number}").is_(200)
    page.says(
        "We hold",
        "provider",
        "payment:P-",
        "Full history",
        "On its way → Delivered",
        "SF Express",
        "Serial number",
    )


def test_cancelling_needs_a_reason_and_keeps_it(staff: Client) -> None:
    order = paying.accepted_order()
    page = staff.get(f"/admin/orders/{order.number}").click("Cancel")
    page.form(button="Cancel the order").fill(usual="", why="").submit("Cancel the order").is_(422).says(
        "Say why"
    )
    page.form(button="Cancel the order").fill(usual="Suspected fraud").submit("Cancel the order").is_(
        200
    ).says("The order is cancelled", "Suspected fraud")
    assert paying.states([order]) == ["cancelled"]
    assert changes("order", "cancel")[0].details == {"because": "Suspected fraud"}
    page.form(button="Cancel the order").fill(usual="Suspected fraud").submit("Cancel the order").is_(409)


def test_an_edit_keeps_what_stood_there_before(staff: Client) -> None:
    order = paying.accepted_order()
    page = staff.get(f"/admin/orders/{order.number}").click("Edit the order")
    form = page.form(button="Save")
    form.fill(street="南京路 5 号", why="").submit("Save").is_(422).says("Why it changes")
    form.fill(street="南京路 5 号", why="The buyer moved").submit("Save").is_(200).says(
        "南京路 5 号", "The buyer moved"
    )
    row = changes("order", "edit")[0]
    assert row.details == {"before": {"street": "衡山路 1 号 2 楼"}, "after": {"street": "南京路 5 号"}}
    shipped = paying.shipped_order()
    staff.get(f"/admin/orders/{shipped.number}/edit").is_(409)


def test_delivery_by_hand_opens_the_claim_window(staff: Client) -> None:
    order = paying.shipped_order()
    page = staff.get(f"/admin/orders/{order.number}").click("Record delivery")
    page.form(button="It was delivered").fill(usual="The buyer says it has arrived").submit(
        "It was delivered"
    ).says("The claim window is open", "The buyer says it has arrived")
    assert paying.states([order]) == ["delivered"]


def test_a_small_refund_goes_at_once_and_never_twice(staff: Client) -> None:
    order = paying.delivered_order(cast.shelf(price=100_000))
    form = staff.get(f"/admin/orders/{order.number}/refunds").form(button="Refund")
    form.fill(amount="2000", usual="It arrived late").submit("Refund").is_(422).says(
        "more than can be refunded"
    )
    for _ in range(2):
        form.fill(amount="120", usual="It arrived late").submit("Refund").is_(200)
    assert paying.books()["refunding"] == 12_000
    staff.get(f"/admin/orders/{order.number}").says("It arrived late", "¥120.00")


def test_a_large_refund_needs_four_eyes(staff: Client) -> None:
    with door():
        dials.turn("large_refund_minor", 10_000)
    order = paying.delivered_order(cast.shelf(price=100_000))
    form = staff.get(f"/admin/orders/{order.number}/refunds").form(button="Refund")
    form.fill(amount="500", why="broken door").submit("Refund").says("A colleague has to confirm")
    assert "refunding" not in paying.books()
    request = session.query(RefundRequest).one()
    url = f"/admin/refund-requests/{request.id}/decision"
    staff.get("/admin/refund-requests").says("A colleague decides", "broken door")
    staff.post(url, {"answer": "approve"}).is_(422)
    colleague = staff.another(cast.admin("Bo"))
    colleague.get("/admin/refund-requests").says("Do not confirm").press("Confirm").is_(200).says(
        "on its way back"
    )
    colleague.post(url, {"answer": "approve"}).is_(200)
    staff.get(f"/admin/orders/{order.number}").says("Refund request · Approved", "Bo")
    assert paying.books()["refunding"] == 50_000
    colleague.post(url, {"answer": "decline"}).is_(409)
    session.rollback()
    with door():
        dials.reset("large_refund_minor")


def test_late_orders_wait_in_a_queue(staff: Client) -> None:
    order = paying.paid_order()
    with door():
        session.get_one(Order, order.id).accept_by = clock.now() - timedelta(minutes=1)
    staff.get("/admin/orders?late=1").says(order.number, "Overdue")
    staff.get("/admin/").click("Orders overdue").says(order.number)
