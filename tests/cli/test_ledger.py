"""`flask ledger check` speaks and can fail."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from marketplace.foundation.db import session
from tests import cast
from tests.factories.paying import paid_order


def test_true_books_are_said_to_be_true(house: Flask) -> None:
    paid_order()
    session.rollback()
    answer = house.test_cli_runner().invoke(args=["ledger", "check"])
    assert answer.exit_code == 0
    assert "0 broken" in answer.output


def test_a_wrong_stock_is_found(house: Flask) -> None:
    cast.shelf()
    session.execute(text("UPDATE stock SET on_hand = on_hand + 1"))
    session.commit()
    answer = house.test_cli_runner().invoke(args=["ledger", "check"])
    assert answer.exit_code == 1
    assert "WRONG      1  stocks that are not the sum of their movements" in answer.output
    session.execute(text("UPDATE stock SET on_hand = on_hand - 1"))
    session.commit()
