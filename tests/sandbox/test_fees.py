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
