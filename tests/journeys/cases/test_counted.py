"""What a seller has sold counts as long as it stays sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.listings.models import Seller
from marketplace.foundation.db import session
from tests.factories import dealing, used
from tests.factories.quarrelling import returns
from tests.factories.told import follow

if TYPE_CHECKING:
    from flask import Flask


def sold(seller_id: int) -> int:
    session.rollback()
    return session.get_one(Seller, seller_id, populate_existing=True).sold


@pytest.mark.parametrize("counted_first", [True, False])
def test_what_came_back_after_the_release_counts_no_more(house: Flask, counted_first: bool) -> None:
    mei = used.seller()
    dealing.used_completed(used.listing(mei))
    back = dealing.used_completed(used.listing(mei))
    if counted_first:
        follow("OrderCompleted")
        assert sold(mei.id) == 2
    returns(back)
    follow("OrderCompleted")
    assert sold(mei.id) == 1


def test_what_came_back_before_it_never_counted(house: Flask) -> None:
    mei = used.seller()
    dealing.used_completed(used.listing(mei))
    follow("OrderCompleted")
    returns(dealing.used_handed_over(used.listing(mei)))
    assert sold(mei.id) == 1
