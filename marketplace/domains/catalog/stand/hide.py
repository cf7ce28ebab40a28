"""Take products off the shelf, whoever offers them, and put them back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update

from marketplace.domains.catalog.models import Product
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.states import note

SUBJECT = "product"


def hide(*, product_ids: Collection[int], why: str, actor: Actor, at: datetime) -> Sequence[int]:
    """Hide these products; return those that were not hidden. The shelf must be refreshed for them."""
    return _turn(product_ids, True, why, actor, at)


def show(*, product_ids: Collection[int], why: str, actor: Actor, at: datetime) -> Sequence[int]:
    """Show these products again; return those that were hidden. The shelf must be refreshed for them."""
    return _turn(product_ids, False, why, actor, at)


def _turn(product_ids: Collection[int], hidden: bool, why: str, actor: Actor, at: datetime) -> Sequence[int]:
    wanted = select(Product.id).where(Product.id.in_(list(product_ids)), Product.hidden.is_not(hidden))
    found = session.scalars(wanted.order_by(Product.id).with_for_update()).all()
    if found:
        turned = update(Product).where(Product.id.in_(found)).values(hidden=hidden, updated_at=at)
        session.execute(turned.execution_options(synchronize_session=False))
    verb, was, became = ("hide", "shown", "hidden") if hidden else ("show", "hidden", "shown")
    for product_id in found:
        note(SUBJECT, product_id, verb, was, became, actor=actor, at=at, why=why or None)
    return found
