"""A purchase as its buyer goes through it: the payment, and what it pays for.

Plain SQL, in one question: it is asked on the way to the provider and on the way back, by everybody who buys.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Part:
    """One of the orders; amounts in minor units, `name` is who sells it."""

    number: str
    state: str
    total: int
    currency: str
    pay_by: datetime
    paid_at: datetime | None
    name: dict[str, str]
    used: bool  # a person sells it


@dataclass(frozen=True, slots=True)
class Purchase:
    """The payment with its orders in the order they were placed; `email` is the buyer's if it is proven."""

    payment_id: int
    payment_number: str
    number: str
    state: str
    settled_at: datetime | None
    amount: int
    captured: int
    currency: str
    pay_url: str | None
    provider_session: str | None
    expires_at: datetime
    email: str
    language: str
    orders: tuple[Part, ...]

    def waits_to_be_paid(self, at: datetime) -> bool:
        """Say whether all of its orders do."""
        return all(order.state == "placed" and order.pay_by > at for order in self.orders)


PURCHASE = text("""
SELECT p.id, p.number, p.reference, p.state, p.settled_at, p.amount, p.captured, p.currency,
    p.pay_url, p.provider_session, p.expires_at,
    CASE WHEN b.email_verified_at IS NULL THEN '' ELSE coalesce(b.email, '') END, b.language,
    o.number, o.state, o.total, o.currency, o.pay_by, o.paid_at,
    coalesce(s.name, (
        SELECT jsonb_build_object('en', n.name, 'zh', n.name)
        FROM seller z JOIN person w ON w.id = z.person_id,
            LATERAL (SELECT coalesce(nullif(z.company_name, ''), w.display_name) AS name) n
        WHERE z.person_id = o.seller_id
    )), o.seller_id IS NOT NULL
FROM payment p
JOIN person b ON b.id = p.payer_id
JOIN checkout c ON c.number = p.reference AND c.buyer_id = p.payer_id
JOIN "order" o ON o.checkout_id = c.id
LEFT JOIN supplier s ON s.id = o.supplier_id
WHERE p.reference = :number AND p.payer_id = :buyer_id
ORDER BY o.id
""")
OF_PAYMENT = 13


def get_purchase(number: str, *, buyer_id: int) -> Purchase:
    """Return what a checkout of this buyer came to. Refuses: another's, as if it were not there."""
    rows = session.execute(PURCHASE, {"number": number, "buyer_id": buyer_id}).all()
    if not rows:
        raise Missing
    parts = tuple(Part(*row[OF_PAYMENT:]) for row in rows)
    return Purchase(*[*rows[0][:OF_PAYMENT], parts])
