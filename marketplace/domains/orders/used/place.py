"""Place the one order for one listing; everything agreed is fixed for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.place import LONGEST_NOTE, REPLAY_KEY, STOCK_HOLD
from marketplace.domains.orders.states import ORDER
from marketplace.domains.orders.used.price import UsedQuote
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note as write_history
from marketplace.foundation.text import N_


def place_used(
    *,
    listing: Listing,
    quote: UsedQuote,
    buyer_id: int,
    address: Mapping[str, str],
    replay_key: str,
    note: str,
    actor: Actor,
    at: datetime,
) -> tuple[Checkout, Order] | None:
    """Write the checkout, its order and line; None when `replay_key` made its checkout already.

    Refuses: a replay key nobody made, a note too long.
    """
    if not REPLAY_KEY.fullmatch(replay_key):
        raise Refused(N_("Reload the page and try again."))
    if len(note) > LONGEST_NOTE:
        raise Refused(N_("Write at most %(most)s characters."), field="note", most=LONGEST_NOTE)
    checkout = _checkout(quote, buyer_id, replay_key, at)
    if checkout is None:
        return None
    order = Order(
        number=new_number("O"),
        checkout_id=checkout.id,
        buyer_id=buyer_id,
        seller_id=listing.seller_id,
        address=dict(address),
        note=note,
        placed_at=at,
        pay_by=at + STOCK_HOLD.span,
        **_agreed(quote),
    )
    order.lines = [_line(listing, quote)]
    session.add(order)
    session.flush()
    write_history(ORDER.subject, order.id, "place", "placed", "placed", actor=actor, at=at)
    return checkout, order


def _checkout(quote: UsedQuote, buyer_id: int, replay_key: str, at: datetime) -> Checkout | None:
    # A key that is being used at this very moment waits at the unique index for the other to end.
    return session.scalars(
        insert(Checkout)
        .values(
            number=new_number("C"),
            buyer_id=buyer_id,
            replay_key=replay_key,
            total=quote.total,
            currency=quote.currency,
            placed_at=at,
        )
        .on_conflict_do_nothing(index_elements=["buyer_id", "replay_key"])
        .returning(Checkout)
    ).one_or_none()


def _agreed(quote: UsedQuote) -> dict[str, Any]:
    return {
        "currency": quote.currency,
        "goods": quote.goods,
        "shipping": quote.shipping,
        "services": quote.services,
        "total": quote.total,
        "commission": quote.commission,
        "commission_basis_points": quote.basis_points,
        "commission_rule_id": quote.rule_id,
        "handover": quote.way,
        "extras": quote.extras,
    }


def _line(listing: Listing, quote: UsedQuote) -> OrderLine:
    # Without a product: what is sold used is no sale of the new model's, even where we know which it is.
    return OrderLine(
        listing_id=listing.id,
        title={"en": listing.title, "zh": listing.title},
        model=f"{listing.brand} {listing.model}"[:140],
        unit_price=quote.goods,
        quantity=1,
        commission=quote.commission,
        commission_basis_points=quote.basis_points,
    )
