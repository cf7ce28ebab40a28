"""`flask ledger check` speaks and can fail."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation.db import session
from marketplace.journeys.invariants import INVARIANTS
from marketplace.web import catalogue
from tests import cast
from tests.factories.paying import paid_order


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that speaks English, whatever the developer's does."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_each_invariant_has_a_chinese_name() -> None:
    known = catalogue.merged()
    assert [name for name in INVARIANTS if name not in known] == []


def test_a_chinese_terminal_is_told_in_chinese(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    answer = house.test_cli_runner().invoke(args=["ledger", "check"])
    assert "正常" in answer.output
    assert "合计不为零的账目" in answer.output
    assert f"检查了 {len(INVARIANTS)} 项，0 项有误。" in answer.output


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
