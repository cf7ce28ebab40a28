"""The second-hand shelf: looking is for all; keeping, asking and saving for members, each their own."""

from __future__ import annotations

from typing import Any

from marketplace.domains.haggling.asking.ask import ask
from marketplace.domains.haggling.models import SavedSearch
from marketplace.domains.haggling.wishes.save import save
from marketplace.domains.listings.models import Seller
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from tests import cast
from tests.factories import used
from tests.house.stages.deals import on_shelf, seller
from tests.house.table import MEMBERS, MEMBERS_SEE_OTHER, OWNERS_SEE_OTHER, PUBLIC, Stage, row


def handle(_: Stage) -> dict[str, Any]:
    who = used.seller()
    return {"handle": session.get_one(Seller, who.id).handle}


def asked(stage: Stage) -> dict[str, Any]:
    """A question to the owner, who sells."""
    listing = used.listing(seller(stage))
    with door():
        made = ask(listing=listing, person_id=cast.person().id, words="How loud is it?", at=clock.now())
        return {"number": listing.number, "question_id": made.id}


def saved(stage: Stage) -> dict[str, Any]:
    with door():
        made: SavedSearch = save(
            person_id=stage.owner.id, name="Fridges", query={"q": ["fridge"]}, at=clock.now()
        )
        return {"search_id": made.id}


def part(_: Stage) -> dict[str, Any]:
    return {"part": used.listing().id // 10_000}


ROWS = [
    row("GET", "storefront.second_hand", **PUBLIC),
    row("GET", "storefront.used_feed", **PUBLIC),
    row("GET", "storefront.sitemap_second_hand", args=part, **PUBLIC),
    row("GET", "storefront.seller", args=handle, **PUBLIC),
    row("POST", "storefront.favourite", args=on_shelf, **MEMBERS_SEE_OTHER),
    row("POST", "storefront.favourite_end", args=on_shelf, **MEMBERS_SEE_OTHER),
    row("GET", "storefront.favourites", **MEMBERS),
    row("POST", "storefront.save_search", data={"q": "fridge", "grade": "good"}, **MEMBERS_SEE_OTHER),
    row("GET", "storefront.saved_searches", **MEMBERS),
    row("POST", "storefront.saved_search_end", args=saved, **OWNERS_SEE_OTHER),
    row("POST", "storefront.question", args=on_shelf, data={"words": "How loud is it?"}, **MEMBERS_SEE_OTHER),
    row(
        "POST",
        "storefront.question_answer",
        args=asked,
        data={"words": "Not loud at all."},
        **OWNERS_SEE_OTHER,
    ),
]
