"""Put something into a cart, or put back what was just removed."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.carts.models import Cart, CartLine, Owner
from marketplace.domains.carts.queries import price_for
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST_PIECES = 99
MOST_LINES = 50


def add(*, owner: Owner, offer_id: int, quantity: int, at: datetime, seen_price: int | None = None) -> None:
    """Add pieces of an offer at the price the page showed, else today's; what is there grows, to 99 at most.

    Refuses: an offer not sold, as if it were not there; the buyer's own company's; no pieces or over 99; a full cart.
    """
    _put(owner, offer_id, quantity, seen_price, at=at, adds=True)


def put_back(
    *, owner: Owner, offer_id: int, quantity: int, at: datetime, seen_price: int | None = None
) -> None:
    """Undo a removal; a second press changes nothing. Refuses: as `add` does."""
    _put(owner, offer_id, quantity, seen_price, at=at, adds=False)


def open_cart(*, owner: Owner, at: datetime) -> int:
    """Return the id of the owner's cart, made if need be and locked against its other changes until the end."""
    column = next(iter(owner.names))
    statement = insert(Cart).values(**owner.names, updated_at=at)
    returned = statement.on_conflict_do_update(index_elements=[column], set_={"updated_at": at}).returning(
        Cart.id
    )
    return int(session.execute(returned).scalar_one())


def _put(
    owner: Owner, offer_id: int, quantity: int, seen_price: int | None, *, at: datetime, adds: bool
) -> None:
    if not 1 <= quantity <= MOST_PIECES:
        raise Refused(N_("Choose from 1 to %(most)s pieces."), field="quantity", most=MOST_PIECES)
    price, is_own = price_for(offer_id, owner=owner)
    if is_own:
        raise Refused(N_("You cannot buy from a supplier you work for."))
    cart_id = open_cart(owner=owner, at=at)
    line = insert(CartLine).values(
        cart_id=cart_id, offer_id=offer_id, quantity=quantity, seen_price=seen_price or price, added_at=at
    )
    there = {
        "quantity": func.least(CartLine.quantity + line.excluded.quantity, MOST_PIECES),
        "seen_price": line.excluded.seen_price,
        "saved_for_later": False,
    }
    keys = ["cart_id", "offer_id"]
    if adds:
        line = line.on_conflict_do_update(index_elements=keys, set_=there)
    else:
        line = line.on_conflict_do_nothing(index_elements=keys)
    session.execute(line)
    if (session.scalar(select(func.count()).where(CartLine.cart_id == cart_id)) or 0) > MOST_LINES:
        raise Refused(N_("Your cart is full: %(most)s different things are the most."), most=MOST_LINES)
