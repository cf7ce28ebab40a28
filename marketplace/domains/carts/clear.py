"""Take out of the cart what has just been ordered."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from marketplace.domains.carts.models import Cart, CartLine
from marketplace.foundation.db import session


def clear(*, person_id: int, offer_ids: Sequence[int]) -> None:
    """Remove the lines of these offers from a person's cart, whether they are there or not."""
    cart = select(Cart.id).where(Cart.person_id == person_id).scalar_subquery()
    session.execute(
        delete(CartLine)
        .where(CartLine.cart_id == cart, CartLine.offer_id.in_(list(offer_ids)))
        .execution_options(synchronize_session=False)
    )
