"""Who buys of a person reads of a seller, never of a supplier."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.domains.accounts.models import Person
from marketplace.domains.orders.models import Checkout
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys import jobs
from tests import cast
from tests.factories import paying
from tests.factories.dealing import used_paid

if TYPE_CHECKING:
    from tests.client import Client


def test_a_seller_is_called_one_at_every_step(client: Client) -> None:
    order = used_paid()
    client.as_(session.get_one(Person, order.buyer_id))
    checkout = session.get_one(Checkout, order.checkout_id).number
    client.get(f"/checkout/{checkout}/thanks").says("The seller has 72 hours").hides("supplier")
    for page in ("/orders", f"/orders/{order.number}", f"/orders/{order.number}/form"):
        client.get(f"{page}?lang=zh").says("等待卖家接单").hides("商家")
        client.get(f"{page}?lang=en").says("Paid, for the seller to accept").hides("supplier")
    with clock.travel(timedelta(hours=73)):
        jobs.cancel_overdue()
    page = client.get(f"/orders/{order.number}").says("the seller did not accept in time")
    page.hides("supplier")
    staff = client.as_(cast.admin())
    staff.get(f"/admin/orders/{order.number}?lang=zh").says("未按时接单").hides("not_accepted")


def test_a_supplier_stays_a_supplier(client: Client) -> None:
    order = paying.paid_order(cast.shelf())
    client.as_(session.get_one(Person, order.buyer_id))
    client.get(f"/orders/{order.number}?lang=zh").says("等待商家接单")


def test_a_seller_who_declines_is_no_supplier(client: Client) -> None:
    order = used_paid()
    client.as_(session.get_one(Person, order.seller_id))
    form = client.get(f"/sell/orders/{order.number}").click("Decline").form(button="Cancel the order")
    form.submit("Cancel the order").is_(200)
    page = client.as_(session.get_one(Person, order.buyer_id)).get(f"/orders/{order.number}")
    page.says("by the seller").hides("supplier")
