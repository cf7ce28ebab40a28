"""What people keep in mind: listings whose price they follow, and searches they hear of again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.haggling.wishes.keep import keep, let_go
from marketplace.domains.haggling.wishes.queries import favourites_of, searches_of
from marketplace.domains.haggling.wishes.save import forget, save
from marketplace.domains.listings.search.shelf import cards_by_id
from marketplace.foundation import clock
from marketplace.journeys.browsing.seek import HOME, NAMES, read
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.cards import used_cards
from marketplace.portals.storefront.browse.filters import name_of
from marketplace.portals.storefront.browse.near import home_code
from marketplace.portals.storefront.used.deal import get_listing
from marketplace.web import access, htmx, limits, links

if TYPE_CHECKING:
    from werkzeug import Response

LONGEST_ID = 2**62
MOST_VALUES, LONGEST_VALUE = 20, 100


@portal.post("/second-hand/<number>/favourite")
@access.signed_in
@limits.limited("120 per hour", by=limits.by_account)
def favourite(number: str) -> Response:
    """Keep a listing in mind."""
    keep(listing=get_listing(number), person_id=access.me().id, at=clock.now())
    flash(_("Kept in mind. We tell you when the price goes down."), "good")
    return htmx.see_other(links.asked_next(url_for("storefront.used_listing", number=number)))


@portal.post("/second-hand/<number>/favourite/end")
@access.signed_in
def favourite_end(number: str) -> Response:
    """Keep it in mind no longer."""
    let_go(listing_id=get_listing(number).id, person_id=access.me().id)
    return htmx.see_other(links.asked_next(url_for("storefront.used_listing", number=number)))


@portal.get("/account/favourites")
@access.signed_in
def favourites() -> str:
    """Show what one keeps in mind, the latest first, and what has become of its price."""
    page = favourites_of(access.me().id, cursor=request.args.get("cursor"))
    rows = cards_by_id([row.listing_id for row in page.rows])
    cards = {card.id: card for card in used_cards(rows.values(), atlas())}
    kept: list[tuple[Any, Any]] = [(cards[r.listing_id], r) for r in page.rows if r.listing_id in cards]
    numbers = {row.id: row.number for row in rows.values()}
    return render_template("storefront/browse/favourites.html", kept=kept, numbers=numbers, page=page)


@portal.post("/second-hand/searches")
@access.signed_in
@limits.limited("60 per hour", by=limits.by_account)
def save_search() -> Response:
    """Save a search, to hear of it once a day."""
    query = {
        name: [value[:LONGEST_VALUE] for value in values[:MOST_VALUES] if value]
        for name, values in request.form.lists()
        if name in NAMES and any(values)
    }
    currency = current_app.config["SETTINGS"].currency
    if query.get("place") == [HOME]:
        query["place"] = [home_code()]  # a search is for one place, wherever one moves
    filters = read(query, atlas(), currency=currency)
    save(
        person_id=access.me().id,
        name=name_of(filters),
        query=query if filters.is_any else {},
        at=clock.now(),
    )
    flash(_("Saved. We tell you once a day when something new matches."), "good")
    return htmx.see_other(url_for("storefront.saved_searches"))


@portal.get("/account/searches")
@access.signed_in
def saved_searches() -> str:
    """Show the searches one saved."""
    return render_template("storefront/browse/searches.html", searches=searches_of(access.me().id))


@portal.post("/account/searches/<int:search_id>/end")
@access.signed_in
def saved_search_end(search_id: int) -> Response:
    """Hear of a search no longer."""
    forget(search_id=min(search_id, LONGEST_ID), person_id=access.me().id)
    return htmx.see_other(url_for("storefront.saved_searches"))
