"""At sign-in a guest's cart goes into the person's."""

from datetime import datetime

from sqlalchemy import text

from marketplace.domains.carts.add import MOST_LINES, MOST_PIECES, open_cart
from marketplace.domains.carts.models import Owner
from marketplace.foundation.db import session

# Of what both carts hold, the larger number counts: somebody who signs in on the way to paying must not find the
# fridge they put in twice, once on each device, ordered twice. Lines past the fiftieth stay out.
MOVE = text("""
WITH guest AS (
    DELETE FROM cart WHERE guest_key = :guest_key RETURNING id
), room AS (
    SELECT :most_lines - count(*) AS free FROM cart_line WHERE cart_id = :cart_id
), lines AS (
    SELECT l.*, EXISTS (SELECT FROM cart_line m WHERE m.cart_id = :cart_id AND m.offer_id = l.offer_id) AS known
    FROM cart_line l JOIN guest g ON g.id = l.cart_id
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY known ORDER BY saved_for_later, id DESC) AS place FROM lines
)
INSERT INTO cart_line AS mine (cart_id, offer_id, quantity, seen_price, saved_for_later, added_at)
SELECT :cart_id, offer_id, quantity, seen_price, saved_for_later, added_at
FROM ranked WHERE known OR place <= (SELECT free FROM room) ORDER BY id
ON CONFLICT (cart_id, offer_id) DO UPDATE SET
    quantity = least(greatest(mine.quantity, excluded.quantity), :most_pieces),
    seen_price = excluded.seen_price,
    saved_for_later = mine.saved_for_later AND excluded.saved_for_later
""")


def merge(*, guest_key: str, person_id: int, at: datetime) -> None:
    """Move a guest's lines into the person's cart; the guest's cart is gone afterwards, so again does nothing."""
    cart_id = open_cart(owner=Owner(person_id=person_id), at=at)
    figures = {"most_lines": MOST_LINES, "most_pieces": MOST_PIECES}
    session.execute(MOVE, {"guest_key": guest_key, "cart_id": cart_id, **figures})
