"""Serial numbers: read as typed, tied once, refused with the field they were typed in."""

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.domains.inventory.identify import Leaving, identify, read_serials
from marketplace.domains.inventory.models import Unit
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from tests import cast


def leave(buyer_id: int, goods: cast.Shelf, typed: str, quantity: int = 2, order: str = "O-1") -> None:
    # Never committed: these units belong to no order.
    identify(
        order_number=order,
        supplier_id=goods.supplier.id,
        owner_id=buyer_id,
        leaving=[Leaving(goods.product.id, quantity, 36, "serials_1")],
        serials={"serials_1": read_serials(typed)},
        at=clock.now(),
    )


def test_tied_to_product_and_buyer(house: Flask) -> None:
    buyer, goods = cast.person(), cast.shelf()
    leave(buyer.id, goods, " sn-001，SN-002\n")
    units = session.scalars(select(Unit).order_by(Unit.serial)).all()
    assert [(u.serial, u.owner_id, u.order_number, u.warranty_months) for u in units] == [
        ("SN-001", buyer.id, "O-1", 36),
        ("SN-002", buyer.id, "O-1", 36),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter 2 serial numbers"),
        ("SN-001", "there are 1"),
        ("SN-001 SN-002 SN-003", "there are 3"),
        ("SN-001 sn-001", "twice"),
        ("SN-001 <b>", "no serial number"),
        ("SN-001 " + "9" * 60, "no serial number"),
        ("SN-001 SN-900", "SN-900 has already left"),
    ],
)
def test_refused_at_its_field(house: Flask, typed: str, sentence: str) -> None:
    buyer, goods = cast.person(), cast.shelf()
    leave(buyer.id, goods, "SN-900", quantity=1, order="O-0")
    with pytest.raises(Refused, match=sentence) as refused, session.begin_nested():
        leave(buyer.id, goods, typed)
    assert refused.value.field == "serials_1"
    assert len(session.scalars(select(Unit)).all()) == 1


def test_two_products_may_share_a_serial(house: Flask) -> None:
    buyer, one, other = cast.person(), cast.shelf(), cast.shelf()
    leave(buyer.id, one, "SN-001 SN-002")
    leave(buyer.id, other, "SN-001 SN-002", order="O-2")
    assert len(session.scalars(select(Unit)).all()) == 4
