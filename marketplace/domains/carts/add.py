"""Put something into a cart, or put back what was just removed."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.carts.models import Cart, Owner
from marketplace.domains.carts.queries import IS_OWN, IS_SOLD
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_

MOST_PIECES = 99
MOST_LINES = 50

# The offer as it stands, and the cart to put it in: locked until the end, so that what is counted next stays so.
OPEN = """
WITH offered AS (
    SELECT o.price, {is_own} AS is_own
    FROM offer o JOIN product p ON p.id = o.product_id JOIN supplier s ON s.id = o.supplier_id
    WHERE o.id = :offer_id AND {is_sold}
), opened AS (
    INSERT INTO cart ({column}, updated_at) SELECT :{column}, :at FROM offered WHERE NOT is_own
    ON CONFLICT ({column}) DO UPDATE SET updated_at = excluded.updated_at RETURNING id
)
SELECT offered.price, offered.is_own, opened.id FROM offered LEFT JOIN opened ON true
"""
PUT = """
WITH put AS (
    INSERT INTO cart_line AS l (cart_id, offer_id, quantity, seen_price, saved_for_later, added_at)
    VALUES (:cart_id, :offer_id, :quantity, :seen_price, false, :at)
    ON CONFLICT (cart_id, offer_id) {else_do}
    RETURNING l.quantity
)
SELECT count(*) FILTER (WHERE offer_id <> :offer_id) + 1 AS lines,
    coalesce(sum(quantity) FILTER (WHERE NOT saved_for_later AND (offer_id <> :offer_id OR NOT EXISTS (TABLE put))), 0)
        + coalesce((TABLE put), 0) AS pieces
FROM cart_line WHERE cart_id = :cart_id
"""
GROW = f"""DO UPDATE SET quantity = least(l.quantity + excluded.quantity, {MOST_PIECES}),
    seen_price = excluded.seen_price, saved_for_later = false"""
OPENING = {
    column: text(OPEN.format(column=column, is_own=IS_OWN, is_sold=IS_SOLD))
    for column in ("person_id", "guest_key")
}
ADDING, PUTTING_BACK = (text(PUT.format(else_do=what)) for what in (GROW, "DO NOTHING"))


def add(*, owner: Owner, offer_id: int, quantity: int, at: datetime, seen_price: int | None = None) -> int:
    """Add pieces of an offer at the price the page showed, else today's; what is there grows, to 99 at most.

    Returns how many pieces the cart then holds.
    Refuses: an offer not sold, as if it were not there; the buyer's own company's; no pieces or over 99; a full cart.
    """
    return _put(owner, offer_id, quantity, seen_price, at=at, adds=True)


def put_back(
    *, owner: Owner, offer_id: int, quantity: int, at: datetime, seen_price: int | None = None
) -> int:
    """Undo a removal; a second press changes nothing. Returns and refuses as `add` does."""
    return _put(owner, offer_id, quantity, seen_price, at=at, adds=False)


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
) -> int:
    if not 1 <= quantity <= MOST_PIECES:
        raise Refused(N_("Choose from 1 to %(most)s pieces."), field="quantity", most=MOST_PIECES)
    price, cart_id = _opened(owner, offer_id, at)
    line = {"cart_id": cart_id, "offer_id": offer_id, "quantity": quantity, "at": at}
    found = session.execute(
        ADDING if adds else PUTTING_BACK, {**line, "seen_price": seen_price or price}
    ).one()
    if found.lines > MOST_LINES:
        raise Refused(N_("Your cart is full: %(most)s different things are the most."), most=MOST_LINES)
    return int(found.pieces)


def _opened(owner: Owner, offer_id: int, at: datetime) -> tuple[int, int]:
    """Return the offer's price and the cart's id. Refuses: an offer not sold, or of the owner's own company."""
    values = {"person_id": owner.person_id, "guest_key": owner.guest_key, "offer_id": offer_id, "at": at}
    found = session.execute(OPENING[next(iter(owner.names))], values).one_or_none()
    if found is None:
        raise Missing
    if found.is_own:
        raise Refused(N_("You cannot buy from a supplier you work for."))
    return found.price, found.id
