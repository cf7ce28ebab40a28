"""What lies in a cart, as it stands now."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, select, text

from marketplace.domains.carts.models import Cart, CartLine, Owner
from marketplace.foundation.db import Base, session
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Lying:
    """One line of a cart beside its offer as it stands now; amounts in minor units."""

    id: int
    offer_id: int
    quantity: int
    seen_price: int
    saved_for_later: bool
    price: int
    shipping: int
    delivery_days: int
    supplier_id: int
    supplier_name: dict[str, str]
    title: dict[str, str]
    slug: str
    drawing: str
    is_sold: bool
    is_own: bool


# What SQL below calls offer, product and supplier: o, p and s.
IS_SOLD = "(o.state = 'on' AND p.on_shelf AND s.state = 'active')"
IS_OWN = """EXISTS (
    SELECT FROM work_account w
    WHERE w.supplier_id = o.supplier_id AND w.person_id = CAST(:person_id AS bigint) AND w.state = 'active'
)"""
# Plain, and in the order of the fields of Lying: composing it anew for each visitor takes longer than the answer.
LINES = f"""
SELECT l.id, l.offer_id, l.quantity, l.seen_price, l.saved_for_later, o.price, o.shipping, o.delivery_days,
    o.supplier_id, s.name, p.title, p.slug, g.drawing, {IS_SOLD}, {IS_OWN}
FROM cart c
JOIN cart_line l ON l.cart_id = c.id
JOIN offer o ON o.id = l.offer_id
JOIN product p ON p.id = o.product_id
JOIN category g ON g.id = p.category_id
JOIN supplier s ON s.id = o.supplier_id
WHERE c.%s
ORDER BY min(l.id) OVER (PARTITION BY o.supplier_id), l.id
"""
LINES_OF = {column: text(LINES % f"{column} = :{column}") for column in ("person_id", "guest_key")}


def lines_of(owner: Owner) -> list[Lying]:
    """Return the cart's lines with today's offers, by supplier in the order they were added.

    `is_sold` says whether the offer can be bought at all, `is_own` whether the buyer works for its supplier.
    """
    values = {"person_id": owner.person_id, "guest_key": owner.guest_key}
    return [Lying(*row) for row in session.execute(LINES_OF[next(iter(owner.names))], values)]


def count_of(owner: Owner) -> int:
    """Return how many pieces the cart holds, those saved for later apart."""
    return int(session.scalar(select(_pieces_where(_is_of(owner)).scalar_subquery())) or 0)


def pieces_of(
    person_id: SQLColumnExpression[int | None], guest_key: ColumnElement[str], within: type[Base]
) -> ColumnElement[int]:
    """Return the same count as part of a larger question, about the person, else the guest, in columns of `within`."""
    persons, guests = (
        _pieces_where(is_theirs).correlate(within).scalar_subquery()
        for is_theirs in (Cart.person_id == person_id, Cart.guest_key == guest_key)
    )
    return case((person_id.is_not(None), persons), else_=guests)


def _pieces_where(is_theirs: ColumnElement[bool]) -> Select[int]:
    return (
        select(func.coalesce(func.sum(CartLine.quantity), 0))
        .join(Cart, Cart.id == CartLine.cart_id)
        .where(is_theirs, CartLine.saved_for_later.is_(False))
    )


def get_line(line_id: int, *, owner: Owner) -> CartLine:
    """Return a line of this cart. Refuses: another's, as if it were not there."""
    found = session.scalar(
        select(CartLine).join(Cart, Cart.id == CartLine.cart_id).where(CartLine.id == line_id, _is_of(owner))
    )
    if found is None:
        raise Missing
    return found


def _is_of(owner: Owner) -> ColumnElement[bool]:
    if owner.person_id is not None:
        return Cart.person_id == owner.person_id
    return Cart.guest_key == owner.guest_key
