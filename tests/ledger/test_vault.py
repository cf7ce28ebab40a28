"""The vault keeps its own rules: PostgreSQL refuses what we forgot to refuse."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.ledger import Account, Line, balance, credit_balance, post


def put(key: str, *lines: Line) -> bool:
    with door():
        return post(key, "test", lines, unit="CNY", at=clock.now())


def test_postings_in_balances_out(house: Flask) -> None:
    put("a", Line(Account.PROVIDER, 100), Line(Account.UNPLACED, -60, 7), Line(Account.UNPLACED, -40, 8))
    assert balance(Account.PROVIDER, unit="CNY") == 100
    assert credit_balance(Account.UNPLACED, 7, unit="CNY") == 60
    assert credit_balance(Account.UNPLACED, unit="CNY") == 100
    assert credit_balance(Account.UNPLACED, 9, unit="CNY") == 0
    put("b", Line(Account.UNPLACED, 60, 7), Line(Account.UNPLACED, 40, 8), Line(Account.PROVIDER, -100))


def test_a_key_is_posted_once(house: Flask) -> None:
    lines = (Line(Account.PROVIDER, 5), Line(Account.COMMISSION, -5))
    assert put("once", *lines)
    assert not put("once", *lines)
    assert balance(Account.PROVIDER, unit="CNY") == 5
    put("undo", Line(Account.PROVIDER, -5), Line(Account.COMMISSION, 5))


@pytest.mark.parametrize(
    "lines", [(Line(Account.PROVIDER, 5),), (Line(Account.PROVIDER, 5), Line(Account.COMMISSION, -4))]
)
def test_unbalanced_is_refused_by_us(house: Flask, lines: tuple[Line, ...]) -> None:
    with pytest.raises(ValueError, match="balance"):
        put("odd", *lines)


def test_a_float_is_refused(house: Flask) -> None:
    with pytest.raises(TypeError):
        put("float", Line(Account.PROVIDER, 0.5), Line(Account.COMMISSION, -0.5))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger_entry (key, kind, at, memo) VALUES ('x', 'x', now(), '{}')",
        "WITH e AS (INSERT INTO ledger_entry (key, kind, at, memo) VALUES ('x', 'x', now(), '{}') RETURNING id) "
        "INSERT INTO ledger_line (entry_id, account, party, unit, amount) "
        "SELECT id, 'hold', 1, unit, amount FROM e, (VALUES ('CNY', 5), ('EUR', -5)) AS v (unit, amount)",
        "UPDATE ledger_line SET amount = 1",
        "DELETE FROM ledger_line",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_line",
        "UPDATE state_change SET why = 'rewritten'",
    ],
)
def test_postgresql_refuses(house: Flask, statement: str) -> None:
    put("a", Line(Account.PROVIDER, 3), Line(Account.COMMISSION, -3))
    put("b", Line(Account.PROVIDER, -3), Line(Account.COMMISSION, 3))
    with door():
        session.execute(
            text(
                "INSERT INTO state_change (subject, subject_id, verb, was, became, actor_kind, actor_role, at, details)"
                " VALUES ('test', 1, 'v', 'a', 'a', 'system', '', now(), '{}')"
            )
        )
    with pytest.raises(DatabaseError), door():
        session.execute(text(statement))
