"""What waits for moderators is walked and counted by index: nothing is sorted, no table read whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from marketplace.domains.listings.models import FLAGGED
from marketplace.domains.listings.moderation.flags import FLAGS
from marketplace.domains.listings.moderation.queries import (
    count_by_flag,
    count_waiting_edits,
    waiting_edits_page,
    waiting_listings,
)
from marketplace.foundation.db import session
from tests.factories import used
from tests.portals.admin.test_search_plans import plan_of

if TYPE_CHECKING:
    from flask import Flask

FILL = text(
    "INSERT INTO listing (number, seller_id, state, revision, brand, model, serial, title, words, attributes, "
    "grade, checklist, defects, price, takes_proposals, size_class, ways, extras, shipping, place, province, "
    "city, flags, risk, reason, reason_words, favourites, created_at, saved_at, submitted_at, published_at) "
    "SELECT 'L-' || s.state || n, :mei, s.state, 0, 'B', 'M', '', 'T ' || n, '', '{}', 'good', '{}', '{}', 100, true, "
    "'large', '[]', '[]', 0, '{}', '', '', "
    "CASE WHEN n % 2 = 0 THEN '{\"old\": {}}' ELSE '{}' END::jsonb, 10, '', '', 0, "
    "now(), now(), now() - make_interval(secs => n), now() FROM generate_series(1, 3000) n, "
    "unnest(ARRAY['submitted', 'published', 'changes', 'rejected', 'draft']) AS s (state)"
)


@pytest.fixture
def full(house: Flask) -> Flask:
    session.execute(FILL, {"mei": used.seller().id})
    session.commit()
    session.execute(text("ANALYZE listing"))
    session.commit()
    return house


@pytest.mark.parametrize(
    ("act", "index"),
    [
        (waiting_listings, "ix_listing_waiting"),
        (lambda: waiting_listings(cursor=waiting_listings().next_cursor), "ix_listing_waiting"),
        (lambda: waiting_listings(flag="old"), "ix_listing_waiting_old"),
        (lambda: waiting_listings(flag="recalled"), "ix_listing_waiting_recalled"),
        (lambda: waiting_listings(state="published"), "ix_listing_all_newest"),
        (lambda: waiting_listings(state="rejected"), "ix_listing_decided"),
        (lambda: waiting_listings(state="changes"), "ix_listing_decided"),
        (waiting_edits_page, "ix_listing_edit_waiting"),
        (count_waiting_edits, "listing_edit_waiting"),
    ],
)
def test_an_index_gives_the_order(full: Flask, act: Callable[[], Any], index: str) -> None:
    plan = plan_of(act, ways=("seqscan",))
    assert f"{index} on" in plan, plan
    assert "Sort" not in plan


def test_each_flag_is_counted_by_its_index_and_no_further_than_shown(full: Flask) -> None:
    plan = plan_of(count_by_flag, ways=("seqscan",))
    for code in FLAGGED:
        assert f"ix_listing_waiting_{code}" in plan, plan
    assert plan.count("Limit") == len(FLAGGED) + 1
    counts = count_by_flag()
    assert (counts[""], counts["old"], counts["recalled"]) == (1001, 1001, 0)


def test_every_flag_has_its_index() -> None:
    assert set(FLAGGED) == set(FLAGS)
