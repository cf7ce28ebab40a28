"""The sandbox keeps its part of a charge, tells it on the balance transaction, and its books balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sandbox.conftest import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


def test_a_charge_tells_what_was_kept(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path, "", SANDBOX_FEE_BASIS_POINTS="60")
    try:
        sandbox.paid(1000_00)
        charge = sandbox.stripe.v1.charges.list({"expand": ["data.balance_transaction"]}).data[0]
        assert (charge.balance_transaction.fee, charge.balance_transaction.net) == (6_00, 994_00)
        books = sandbox.books()
        assert (books["fees"], books["available"]) == ({"cny": 6_00}, {"cny": 994_00})
        assert books["wrongs"] == []
    finally:
        sandbox.stop()


def test_a_dispute_tells_its_fee_and_is_listed_by_when_it_began(tmp_path: Path) -> None:
    env = {"SANDBOX_DISPUTE_FEE_MINOR": "1500", "SANDBOX_DISPUTE_FEE_RETURNED": "1"}
    sandbox = Sandbox(tmp_path, "", **env)
    try:
        charge = sandbox.paid(1000_00).payment_intent.latest_charge.id
        name = sandbox.pull("/disputes", charge=charge)["id"]
        opened = sandbox.stripe.v1.disputes.retrieve(name)
        assert [(t.amount, t.fee, t.net) for t in opened.balance_transactions] == [
            (-1000_00, 15_00, -1015_00)
        ]
        listed = sandbox.stripe.v1.disputes.list
        assert [one.id for one in listed({"created": {"gte": opened.created}}).data] == [name]
        assert listed({"created": {"gt": opened.created}}).data == []
        sandbox.pull(f"/disputes/{name}/close", status="won")
        moved = sandbox.stripe.v1.disputes.retrieve(name).balance_transactions
        assert [t.fee for t in moved] == [15_00, -15_00]
        books = sandbox.books()
        assert (books["disputed"], books["reinstated"]) == ({"cny": 1000_00}, {"cny": 1000_00})
        assert (books["dispute_fees"], books["dispute_fees_returned"]) == ({"cny": 15_00}, {"cny": 15_00})
        assert (books["available"], books["wrongs"]) == ({"cny": 1000_00}, [])
    finally:
        sandbox.stop()
