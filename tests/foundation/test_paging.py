"""Keyset pages walk a list forth and back without loss or repetition, whatever the cursor."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.foundation.db import door, session
from marketplace.foundation.paging import Way, paginate

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def people(house: Flask) -> list[Person]:
    with door():
        rows = [Person(display_name=f"P{i}", created_at=START + timedelta(days=i // 3)) for i in range(25)]
        session.add_all(rows)
    return rows


@pytest.mark.parametrize("way", ["asc", "desc"])
def test_walks_forth_and_back(people: list[Person], way: Way) -> None:
    keys: list[tuple[object, Way]] = [(Person.created_at, way), (Person.id, "desc")]
    pages, cursor = [], None
    while True:
        page = paginate(select(Person), keys=keys, cursor=cursor, size=7)
        pages.append([p.id for p in page.rows])
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert [len(p) for p in pages] == [7, 7, 7, 4]
    assert len({i for p in pages for i in p}) == 25
    back = page
    for expected in reversed(pages[:-1]):
        back = paginate(select(Person), keys=keys, cursor=back.previous_cursor, size=7)
        assert [p.id for p in back.rows] == expected
    assert back.previous_cursor is None


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", "W10", "bnVsbA", "A" * 500, "WyJuIiwxLDJd", "WyJuIixudWxsLFtdXQ"]
)
def test_made_up_cursors_are_the_first_page(people: list[Person], cursor: str) -> None:
    page = paginate(select(Person), keys=[(Person.id, "asc")], cursor=cursor, size=5)
    assert [p.id for p in page.rows] == [p.id for p in people[:5]]
