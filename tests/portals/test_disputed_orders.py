"""What everybody reads on an order while its buyer's bank decides, and afterwards."""

from __future__ import annotations

import pytest

from marketplace.foundation.db import session
from tests import cast
from tests.client import Client
from tests.factories import dealing, paying, used
from tests.factories.banking import Bank


def who(person_id: int | None) -> cast.Person:
    session.rollback()
    return session.get_one(cast.Person, person_id)


@pytest.fixture
def bank(client: Client, monkeypatch: pytest.MonkeyPatch) -> Bank:
    return Bank(monkeypatch)


def test_a_suppliers_order(client: Client, bank: Bank) -> None:
    goods = cast.shelf()
    order = paying.paid_order(goods)
    bank.says(order)
    bob = who(order.buyer_id)
    page = client.as_(bob).get(f"/orders/{order.number}")
    page.says("Your bank is looking into this payment", "Frozen").hides("Cancel this order")
    clerk = cast.worker_of(goods.supplier)
    page = client.as_(clerk).get(f"/supplier/orders/{order.number}")
    page.says("send nothing", "The buyer's bank looks into the payment").hides("Accept by", "Decline")
    client.post(f"/supplier/orders/{order.number}/acceptance").is_(409).says("The buyer's bank is deciding")
    staff = client.as_(cast.admin("Ada"))
    page = staff.get(f"/admin/orders/{order.number}")
    page.says("Charge-back", "du_1", "The cardholder says they did not pay", "The bank decides")
    page.hides("Refund a part", "Cancel")  # what would only be refused
    page = staff.get(f"/admin/orders/{order.number}?lang=zh").says(
        "持卡人称未曾付款", "订单保管款", "支付服务商处"
    )
    page.hides("fraudulent")
    staff.get("/?lang=en")
    bank.says(order, "lost")
    staff.get(f"/admin/orders/{order.number}").says("Lost", "is theirs")
    client.as_(clerk).get(f"/supplier/orders/{order.number}").says("The bank decided for the buyer")
    client.as_(bob).get(f"/orders/{order.number}?lang=zh").says("你的银行已退给你")


def test_a_sellers_order(client: Client, bank: Bank) -> None:
    order = dealing.used_accepted(used.listing(price=1000_00))
    bank.says(order)
    page = client.as_(who(order.seller_id)).get(f"/sell/orders/{order.number}")
    page.says("send nothing").hides("Enter the code", "Cancel this order")
    client.get(f"/sell/orders/{order.number}?lang=zh").says("请不要发货")
    bank.says(order, "won")
    client.get(f"/sell/orders/{order.number}").says("The bank decided: the payment stands", "Enter the code")


def test_what_is_delivered_is_not_to_be_kept_from_sending(client: Client, bank: Bank) -> None:
    order = dealing.used_handed_over(used.listing(price=1000_00))
    bank.says(order)
    page = client.as_(who(order.seller_id)).get(f"/sell/orders/{order.number}")
    page.says("Until then nothing moves.").hides("send nothing")
    page = client.as_(who(order.buyer_id)).get(f"/orders/{order.number}").click("Something is wrong")
    page.says("Your bank is looking into this payment").hides("We keep holding")
    said = page.form(button="Open the case").fill(reason="broken", wish="refund", words="It drips.")
    said.submit("Open the case").says("It drips.", "bank is deciding").hides("We hold")
    staff = client.as_(cast.admin("Ada"))
    staff.get(f"/admin/orders/{order.number}").says("Picked up from the seller").hides(
        "Nothing has been shipped"
    )


def test_a_released_order(client: Client, bank: Bank) -> None:
    order = dealing.used_completed(used.listing(price=1000_00))
    bank.says(order)
    client.as_(who(order.seller_id)).get(f"/sell/orders/{order.number}").says("is taken from the balance")
    bank.says(order, "lost")
    client.get("/sell/balance").says("−¥50.00")
