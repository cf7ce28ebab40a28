"""The terms an order would be placed on: each offer as it stands, and where the goods would go.

Plain SQL: it is asked once per checkout, under load, and building it anew would take longer than answering it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import text

from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer is sold on this moment; amounts in minor units, `basis_points` None where no rule fits."""

    offer_id: int
    supplier_id: int
    product_id: int
    price: int
    shipping: int
    warranty_months: int
    delivery_days: int
    title: dict[str, str]
    model: str
    supplier_name: dict[str, str]
    is_sold: bool
    is_own: bool
    rule_id: int | None
    basis_points: int | None


# The most specific commission rule wins: supplier and category, supplier, category, everybody. A rule for a
# department is one for a category, only less so.
TERMS = text("""
SELECT o.id, o.supplier_id, o.product_id, o.price, o.shipping, o.warranty_months, o.delivery_days,
    p.title, p.brand || ' ' || p.model, s.name,
    o.state = 'on' AND p.on_shelf AND s.state = 'active',
    EXISTS (
        SELECT FROM work_account w
        WHERE w.supplier_id = o.supplier_id AND w.person_id = :buyer_id AND w.state = 'active'
    ),
    rule.id, rule.basis_points
FROM offer o
JOIN product p ON p.id = o.product_id
JOIN supplier s ON s.id = o.supplier_id
LEFT JOIN LATERAL (
    SELECT r.id, r.basis_points FROM commission_rule r
    WHERE r.ended_at IS NULL
        AND (r.supplier_id IS NULL OR r.supplier_id = o.supplier_id)
        AND (r.category_id IS NULL OR r.category_id IN (p.category_id, p.department_id))
    ORDER BY r.supplier_id NULLS LAST, r.category_id = p.category_id DESC NULLS LAST
    LIMIT 1
) rule ON true
WHERE o.id = ANY(CAST(:offers AS bigint[]))
""")
ADDRESS = text("""
SELECT recipient, phone, country, province, city, district, street, postcode FROM address
WHERE id = :address_id AND person_id = :buyer_id AND deleted_at IS NULL
""")


def terms_of(offer_ids: Collection[int], *, buyer_id: int) -> dict[int, Terms]:
    """Return what each offer is sold on right now: price, words, seller, and the commission rule that fits best."""
    rows = session.execute(TERMS, {"offers": list(offer_ids), "buyer_id": buyer_id})
    return {row[0]: Terms(*row) for row in rows}


def get_destination(address_id: int, *, buyer_id: int) -> dict[str, str]:
    """Return a buyer's own address as an order keeps it. Refuses: another's or a removed one, as if not there."""
    found = (
        session.execute(ADDRESS, {"address_id": address_id, "buyer_id": buyer_id}).mappings().one_or_none()
    )
    if found is None:
        raise Missing
    return dict(found)
