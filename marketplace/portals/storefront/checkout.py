"""The checkout: one page, one button, then off to the payment page."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import list_addresses
from marketplace.domains.carts.models import Owner
from marketplace.domains.inventory.hold import ShortStock
from marketplace.domains.orders.place import LONGEST_NOTE, STOCK_HOLD
from marketplace.domains.orders.price import NotSold, PriceChanged
from marketplace.domains.orders.ship import CLAIM_WINDOW_HOURS
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing, Refusal, Refused, Stale, Unavailable
from marketplace.foundation.text import N_
from marketplace.journeys.checkout import place_checkout
from marketplace.journeys.start_payment import start_payment
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.basket.kept_notes import forget_notes, kept_notes
from marketplace.portals.storefront.basket.look import Look, look_at
from marketplace.portals.storefront.basket.order_form import CheckoutForm, long_notes, notes, wishes
from marketplace.portals.storefront.shelf.arrival import arrival
from marketplace.web import access, htmx, languages


@portal.get("/checkout")
@access.signed_in
def checkout() -> ResponseReturnValue:
    """Show what would be ordered, where it goes, when it comes and what it costs in all."""
    look = look_at(Owner(person_id=access.me().id))
    if not look.ready:
        return htmx.see_other(url_for("storefront.cart"))
    return _page(CheckoutForm(), look)


@portal.post("/checkout")
@access.signed_in
def order_now() -> ResponseReturnValue:
    """Place the orders and go on to pay; whatever stands in the way is said on the same page."""
    form, buyer_id, actor = CheckoutForm(), access.me().id, access.as_buyer()
    if not form.validate() or long_notes():
        return _again(form, buyer_id, Refused(N_("Please check what you entered")))
    try:
        with door():
            number = place_checkout(
                buyer_id=buyer_id,
                lines=wishes(),
                address_id=form.address.data or 0,
                replay_key=form.replay_key.data,
                notes=notes(),
                seen_total=form.seen_total,
                actor=actor,
                at=clock.now(),
            ).number
    except Missing:
        raise
    except Refusal as no:
        return _again(form, buyer_id, no)
    forget_notes()
    return go_and_pay(number, buyer_id)


def go_and_pay(number: str, buyer_id: int) -> ResponseReturnValue:
    """Send the buyer to the provider's page; where that fails the order stays, to be paid from its own page."""
    ours = url_for("storefront.payment", number=number)
    try:
        return htmx.see_other(start_payment(checkout_number=number, buyer_id=buyer_id, at=clock.now()))
    except Unavailable:
        flash(
            _("The payment page cannot be reached right now. Your order is kept: try again in a moment."),
            "held",
        )
    except Refused as no:
        flash(languages.say(no.sentence, **no.params), "bad")
    except Stale:
        pass  # paid, lapsed or called off: our page says which
    return htmx.see_other(ours)


def _again(form: CheckoutForm, buyer_id: int, no: Refusal) -> ResponseReturnValue:
    """Show the page once more as things stand now, with what was typed and what changed."""
    look = look_at(Owner(person_id=buyer_id))
    if not look.ready:
        flash(languages.say(no.sentence, **no.params), "bad")
        return htmx.see_other(url_for("storefront.cart"))
    return _page(form, look, no), no.status


def _page(form: CheckoutForm, look: Look, no: Refusal | None = None) -> str:
    addresses = list_addresses(access.me().id)
    form.address.choices = [(row.id, row.recipient) for row in addresses]
    if form.address.data not in {row.id for row in addresses}:
        form.address.data = _chosen([row.id for row in addresses])
    groups = look.ready
    now = clock.now()
    return render_template(
        "storefront/checkout/show.html",
        form=form,
        addresses=addresses,
        groups=groups,
        left_out=look.left_out,
        total=sum(group.total for group in groups),
        arrivals={group.supplier_id: arrival(now, group.delivery_days) for group in groups},
        notes=notes() if request.method == "POST" else kept_notes(),
        wrong_notes=long_notes() if request.method == "POST" else {},
        longest_note=LONGEST_NOTE,
        hold_minutes=STOCK_HOLD(),
        claim_hours=CLAIM_WINDOW_HOURS(),
        refusal=no,
        changes=no.changes if isinstance(no, PriceChanged) else {},
        short=no.left if isinstance(no, ShortStock) else {},
        gone=no.offer_ids if isinstance(no, NotSold) else [],
    )


def _chosen(ids: list[int]) -> int | None:
    """Choose the address asked for, or just added (`?address=new`), else the default one, which comes first."""
    asked = request.args.get("address")
    if asked == "new":
        return max(ids, default=None)
    return ids[0] if ids else None
