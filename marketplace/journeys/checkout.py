"""Checkout: one press makes the orders, keeps their stock and intends their payment; or nothing happens."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from marketplace.domains.carts.clear import clear
from marketplace.domains.inventory.hold import Want, hold_all
from marketplace.domains.orders import queries
from marketplace.domains.orders.models import Checkout
from marketplace.domains.orders.place import STOCK_HOLD, place
from marketplace.domains.orders.price import Quote, Wish, price
from marketplace.domains.orders.reading.terms import get_destination
from marketplace.domains.payments.intend import intend
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refusal

# A hosted payment page lives at least this long, longer than the stock is kept: money may come late, and then
# stock is tried again or the money goes back at once.
PAYMENT_SPAN = timedelta(minutes=31)


def place_checkout(
    *,
    buyer_id: int,
    lines: Sequence[Wish],
    address_id: int,
    replay_key: str,
    actor: Actor,
    at: datetime,
    note: str = "",
    notes: Mapping[int, str] | None = None,
    seen_total: int | None = None,
) -> Checkout:
    """Place one order per supplier of `lines`; the same replay key returns the same checkout, however often.

    `notes` (by supplier) win over `note`; `seen_total` is what the buyer agreed to, minor units.
    Refuses: what `price`, `place` and `hold_all` refuse; another's address, as if it were not there.
    """
    try:
        quote = price(buyer_id=buyer_id, wishes=lines, seen_total=seen_total)
        address = get_destination(address_id, buyer_id=buyer_id)
    except Refusal:
        # The first press may have changed the world this one is refused by.
        known = queries.find_checkout(buyer_id=buyer_id, replay_key=replay_key)
        if known is None:
            raise
        return known
    said = {basket.supplier_id: note for basket in quote.baskets} | dict(notes or {})
    placed = place(
        quote=quote, buyer_id=buyer_id, address=address, replay_key=replay_key, notes=said, actor=actor, at=at
    )
    if placed is None:
        return _known(buyer_id, replay_key)
    checkout, numbers = placed
    _intend(checkout, at)
    clear(person_id=buyer_id, offer_ids=[line.offer_id for line in lines])
    # Last, because these rows are what others wait for.
    hold_all(wants=_wants(quote, numbers), at=at)
    return checkout


def _known(buyer_id: int, replay_key: str) -> Checkout:
    known = queries.find_checkout(buyer_id=buyer_id, replay_key=replay_key)
    assert known is not None  # noqa: S101 -- the index said so
    return known


def _intend(checkout: Checkout, at: datetime) -> None:
    intend(
        reference=checkout.number,
        payer_id=checkout.buyer_id,
        amount=checkout.total,
        currency=checkout.currency,
        expires_at=at + max(STOCK_HOLD.span, PAYMENT_SPAN),
        at=at,
    )


def _wants(quote: Quote, numbers: Mapping[int, str]) -> list[Want]:
    return [
        Want(numbers[basket.supplier_id], line.terms.offer_id, line.quantity)
        for basket in quote.baskets
        for line in basket.lines
    ]
