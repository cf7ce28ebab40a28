"""A product with every supplier's offer beside the other: what its page shows, in one question."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by

from marketplace.domains.aftersales.models import Review
from marketplace.domains.aftersales.queries import SHOWN
from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.inventory.models import Stock, Warehouse
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing

LATEST = 200  # reviews a supplier's score is made of
MOST_OFFERS = 20
ABOUT = (
    *("id", "slug", "category_id", "brand", "model", "title", "summary", "attributes", "energy_kwh_year"),
    *("price_from", "score_sum", "score_count", "sold", "picture", "manual"),
)


class Offering(NamedTuple):
    """One supplier's offer as buyers weigh it: pieces to be had, what the supplier's latest reviews say."""

    id: int
    supplier: dict[str, str]
    price: int
    price_rule: str
    shipping: int
    warranty_months: int
    delivery_days: int
    free: int
    score: float | None
    reviews: int


def product_side_by_side(slug: str) -> tuple[Any, list[Offering]]:
    """Return a product's row and its offers, the cheapest to the door first, those in stock before the rest.

    Refuses: an unknown or hidden product.
    """
    found = session.execute(_side_by_side(), {"slug": slug}).one_or_none()
    if found is None:
        raise Missing
    return found, [Offering(*offer) for offer in found.offerings or ()]


@cache
def _side_by_side() -> Select[*tuple[Any, ...]]:
    return select(*(getattr(Product, name) for name in ABOUT), _offerings().label("offerings")).where(
        Product.slug == bindparam("slug"), ~Product.hidden
    )


def _offerings() -> ScalarSelect[Any]:
    """Compose the offers as one JSON value, so that the page's product and its offers are one question."""
    free, score = _pieces_free(), _latest_score()
    named = (Offer.id, Supplier.name, Offer.price, Offer.price_rule, Offer.shipping, Offer.warranty_months)
    one = func.jsonb_build_array(*named, Offer.delivery_days, free, score.c.score, score.c.reviews)
    order = (free <= 0, Offer.price + Offer.shipping, Offer.id)
    best = (
        select(one.label("offer"), func.row_number().over(order_by=order).label("place"))
        .select_from(Offer)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .join(score, true())
        .where(Offer.product_id == Product.id, Offer.state == "on", Supplier.state == "active")
        .order_by(*order)
        .limit(MOST_OFFERS)
        .correlate(Product)
        .subquery("best")
    )
    return select(func.jsonb_agg(aggregate_order_by(best.c.offer, best.c.place))).scalar_subquery()


def _pieces_free() -> Any:
    return (
        select(func.coalesce(func.sum(Stock.on_hand - Stock.reserved), 0))
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(Stock.offer_id == Offer.id, Warehouse.state == "open")
        .scalar_subquery()
        .label("free")
    )


def _latest_score() -> Any:
    """Weigh a supplier's latest reviews: they say more than those of years ago, and cost the same however many."""
    latest = (
        select(Review.stars)
        .where(Review.supplier_id == Supplier.id, SHOWN)
        .order_by(Review.id.desc())
        .limit(LATEST)
        .correlate(Supplier)
        .subquery("latest")
    )
    return (
        select(func.avg(latest.c.stars).label("score"), func.count().label("reviews"))
        .subquery("score")
        .lateral()
    )
