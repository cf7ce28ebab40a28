"""The first page: search, departments as pictures, what sells, what this visitor saw lately."""

from flask import render_template, request

from marketplace.domains.catalog.queries import cards_by_id
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.search.shelf import newest
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.cards import used_cards
from marketplace.portals.storefront.shelf.cards import cards_of
from marketplace.web.pagecache import public_page

POPULAR, RECENT, USED = 10, 8, 4
LONGEST_ID = 18  # digits


@portal.get("/")
@public_page
def home() -> str:
    """Show the way in."""
    tree = atlas()
    popular = find(Wanted(in_stock=True), size=POPULAR)
    return render_template(
        "storefront/home/show.html",
        departments=tree.departments,
        cards=cards_of(popular.rows, tree),
        used=used_cards(newest(size=USED), tree),
    )


@portal.get("/recent")
@public_page
def recent() -> str:
    """Show the cards of the products whose ids this browser remembers; nothing is kept about who saw what."""
    ids = [
        int(word)
        for word in request.args.get("ids", "")[:200].split(",")
        if word.isdecimal() and len(word) <= LONGEST_ID
    ]
    return render_template("storefront/home/_recent.html", cards=cards_of(cards_by_id(ids[:RECENT]), atlas()))
