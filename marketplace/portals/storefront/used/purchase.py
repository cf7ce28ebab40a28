"""Buying a listing: how it changes hands, what is booked with it, what it comes to, and off to pay."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.queries import list_addresses
from marketplace.domains.listings.sizes import PICKUP
from marketplace.domains.orders.place import STOCK_HOLD
from marketplace.domains.orders.reading.payees import seller_face
from marketplace.domains.orders.ship import CLAIM_WINDOW_HOURS, INSTALLED_CLAIM
from marketplace.domains.orders.used.price import UsedQuote, price_listing
from marketplace.domains.orders.used.rates import bookable
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Missing, Refusal, Refused, Stale
from marketplace.foundation.text import N_
from marketplace.journeys.dealing.buy_listing import buy_listing
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.checkout import go_and_pay
from marketplace.portals.storefront.used.deal import (
    Deal,
    deal_of,
    get_listing,
    looks_of,
    service_names,
    way_costs,
    way_names,
)
from marketplace.portals.storefront.used.forms import PurchaseForm
from marketplace.web import access, htmx, limits

BUYABLE = frozenset({"free", "agreed"})
WHY_NOT = {
    "mine": N_("This is your own listing."),
    "kept": N_("Somebody else is just buying this."),
    "sold": N_("This has been sold."),
    "resting": N_("This seller does not sell at the moment."),
}


@portal.get("/second-hand/<number>/purchase")
@access.signed_in
def purchase(number: str) -> ResponseReturnValue:
    """Show how it can be had and what it comes to; a way chosen in the address is counted in."""
    deal = deal_of(get_listing(number), access.me())
    if deal.order_number:
        return htmx.see_other(f"/orders/{deal.order_number}")
    _refuse_unless_free(deal)
    form = PurchaseForm()
    form.way.data, form.extras.data = request.args.get("way"), request.args.getlist("extras")
    return _page(form, deal)


@portal.post("/second-hand/<number>/purchase")
@access.signed_in
@limits.limited("30 per hour", by=limits.by_account)
def buy(number: str) -> ResponseReturnValue:
    """Place the order and go on to pay; whatever stands in the way is said on the same page."""
    listing = get_listing(number)
    form, buyer_id, actor = PurchaseForm(), access.me().id, access.as_buyer()
    form.way.choices = [(way, way) for way in listing.ways]
    if not form.validate():
        return _again(form, number, Refused(N_("Please check what you entered")))
    try:
        with door():
            checkout = buy_listing(
                buyer_id=buyer_id,
                listing_number=number,
                way=form.way.data,
                extras=form.extras.data or [],
                address_id=None if form.way.data == PICKUP else form.address.data,
                note=form.note.data or "",
                seen_total=form.seen_total,
                seen_revision=form.seen_revision,
                replay_key=form.replay_key.data,
                actor=actor,
                at=clock.now(),
            ).number
    except Missing:
        raise
    except Refusal as no:
        return _again(form, number, no)
    return go_and_pay(checkout, buyer_id)


def _refuse_unless_free(deal: Deal) -> None:
    if deal.state not in BUYABLE:
        raise Stale(WHY_NOT.get(deal.state, WHY_NOT["kept"]))


def _again(form: PurchaseForm, number: str, no: Refusal) -> ResponseReturnValue:
    """Show the page once more as things stand now, with what was chosen and what is wrong."""
    deal = deal_of(get_listing(number), access.me())
    _refuse_unless_free(deal)
    return _page(form, deal, no), no.status


def _page(form: PurchaseForm, deal: Deal, no: Refusal | None = None) -> str:
    listing, addresses = deal.listing, list_addresses(access.me().id)
    form.offer(listing.ways, way_names(), list(addresses))
    way = form.way.data or ""
    offered = bookable(way=way, size=listing.size_class, extras=listing.extras)
    form.extras.data = [name for name in form.extras.data or [] if name in offered]
    quote = _quote(form, deal)
    form.total.data = str(quote.total) if quote else ""
    form.revision.data = str(listing.revision)
    return render_template(
        "storefront/used/purchase.html",
        form=form,
        deal=deal,
        listing=listing,
        looks=looks_of(listing),
        face=seller_face(listing.seller_id),
        addresses=addresses,
        quote=quote,
        offered=offered,
        costs=way_costs(listing),
        ways=way_names(),
        services=service_names(),
        currency=settlement_currency(),
        refusal=no,
        **_spans(),
    )


def _spans() -> dict[str, int]:
    return {
        "hold_minutes": STOCK_HOLD(),
        "claim_hours": CLAIM_WINDOW_HOURS(),
        "installed_days": INSTALLED_CLAIM(),
    }


def _quote(form: PurchaseForm, deal: Deal) -> UsedQuote | None:
    """Return what the choice comes to, or None while none is made."""
    if form.way.data not in deal.listing.ways:
        return None
    agreed = deal.price if deal.state == "agreed" else None
    return price_listing(listing=deal.listing, way=form.way.data, extras=form.extras.data, agreed=agreed)
