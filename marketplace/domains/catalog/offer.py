"""A supplier offers a product of the catalogue, and changes the terms."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.catalog.models import Offer, Product
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

ON, OFF = "on", "off"
MOST_PRICE = 10**11  # minor units: more is a slip of the finger
MOST_MONTHS, MOST_DAYS = 240, 60


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What a supplier asks and promises: minor units, months, working days."""

    price: int
    cost_price: int | None = None
    shipping: int = 0
    warranty_months: int = 12
    delivery_days: int = 3
    sku: str = ""
    state: str = ON


def offer(*, product_id: int, supplier_id: int, terms: OfferTerms, actor: Actor, at: datetime) -> Offer:
    """Offer a product on `terms`. Refuses: an unknown product, a second offer for it, terms nobody means."""
    if session.get(Product, product_id) is None:
        raise Missing
    _check(terms)
    made = session.scalars(
        insert(Offer)
        .values(
            product_id=product_id,
            supplier_id=supplier_id,
            created_at=at,
            updated_at=at,
            price_rule="",
            **asdict(terms),
        )
        .on_conflict_do_nothing(index_elements=["product_id", "supplier_id"])
        .returning(Offer)
    ).one_or_none()
    if made is None:
        raise Refused(N_("You offer this product already."))
    note(
        "offer", made.id, "offer", made.state, made.state, actor=actor, at=at, details={"price": terms.price}
    )
    return made


def change_terms(
    *, offer_id: int, supplier_id: int, terms: OfferTerms, seen: datetime, actor: Actor, at: datetime
) -> bool:
    """Change an offer as it was `seen` (its updated_at); False when it already is as asked.

    Refuses: another's offer (Missing), one that somebody changed in between (Stale), terms nobody means.
    """
    row = _locked(offer_id, supplier_id)
    _check(terms)
    changes = {name: [old, new] for name, new in asdict(terms).items() if (old := getattr(row, name)) != new}
    if not changes:
        return False
    if row.updated_at != seen:
        raise Stale(N_("Somebody changed this offer since you opened it. Look at it again."))
    _write(row, changes, actor, at)
    return True


def switch(*, offer_id: int, supplier_id: int, state: str, actor: Actor, at: datetime) -> bool:
    """Put an offer on sale or take it off; False when it already is. Refuses: another's offer (Missing)."""
    row = _locked(offer_id, supplier_id)
    if state not in (ON, OFF):
        raise Refused(N_("Choose on or off."), field="state")
    if row.state == state:
        return False
    _write(row, {"state": [row.state, state]}, actor, at)
    return True


def _locked(offer_id: int, supplier_id: int) -> Offer:
    row = lock_row(Offer, offer_id)
    if row is None or row.supplier_id != supplier_id:
        raise Missing
    return row


def _write(row: Offer, changes: dict[str, list[Any]], actor: Actor, at: datetime) -> None:
    was = row.state
    for name, (_, new) in changes.items():
        setattr(row, name, new)
    if "price" in changes:
        row.price_rule = ""  # a person set it now
    row.updated_at = at
    note("offer", row.id, "change", was, row.state, actor=actor, at=at, details=changes)
    session.flush()


def _check(terms: OfferTerms) -> None:
    if not 0 < terms.price <= MOST_PRICE:
        raise Refused(N_("Write a price above zero."), field="price")
    for name in ("cost_price", "shipping"):
        if not 0 <= (getattr(terms, name) or 0) <= MOST_PRICE:
            raise Refused(N_("Write an amount of zero or more."), field=name)
    if not 0 <= terms.warranty_months <= MOST_MONTHS:
        raise Refused(
            N_("Write a whole number from 0 to %(most)s."), field="warranty_months", most=MOST_MONTHS
        )
    if not 0 <= terms.delivery_days <= MOST_DAYS:
        raise Refused(N_("Write a whole number from 0 to %(most)s."), field="delivery_days", most=MOST_DAYS)
    if terms.state not in (ON, OFF):
        raise Refused(N_("Choose on or off."), field="state")
