"""Take out of the cart what has just been ordered."""

from collections.abc import Sequence

from sqlalchemy import text

from marketplace.foundation.db import session

CLEAR = text("""
DELETE FROM cart_line l USING cart c
WHERE c.id = l.cart_id AND c.person_id = :person_id AND l.offer_id = ANY(CAST(:offers AS bigint[]))
""")


def clear(*, person_id: int, offer_ids: Sequence[int]) -> None:
    """Remove the lines of these offers from a person's cart, whether they are there or not."""
    session.execute(CLEAR, {"person_id": person_id, "offers": list(offer_ids)})
