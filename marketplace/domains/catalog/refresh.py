"""Refresh what lists show of products: lowest price, offers, stock, score, sold; derived, set by set."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, case, cast, func, literal, or_, select, update

from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session

SALE_WEIGHT = 20  # one sale here counts as much as twenty reviews a product had where it was imported from


def refresh(
    product_ids: Collection[int],
    *,
    stocked: Select[Any],
    at: datetime,
    sold: Select[Any],
    scores: Select[Any],
    pictures: Select[Any],
) -> None:
    """Write the shelf columns of these products from what stands elsewhere.

    `stocked` selects the ids of offers that can be bought now; `sold` product_id and pieces; `scores` product_id,
    sum and count of stars; `pictures` holder, position, id and token of photos that may be
    shown. Products without an offer leave the shelf; prices are of offers in stock when any is.
    """
    ids = sorted(set(product_ids))
    if not ids:
        return
    fresh, found = _fresh(ids, stocked, sold, scores, pictures)
    # Rows that would not change are not written: each write touches every index of the shelf.
    changed = [getattr(Product, name).is_distinct_from(found.c[name]) for name in fresh]
    session.execute(
        update(Product)
        .where(Product.id == found.c.id, or_(*changed))
        .values({name: found.c[name] for name in fresh} | {"updated_at": at})
        .execution_options(synchronize_session=False)
    )


def _fresh(
    ids: list[int], stocked: Select[Any], sold: Select[Any], scores: Select[Any], pictures: Select[Any]
) -> tuple[list[str], Any]:
    """Return the names of the shelf columns and the query for what they should be."""
    derived = _derived(ids, stocked)
    pieces, stars = sold.subquery("pieces"), scores.subquery("stars")
    fresh: dict[str, Any] = {
        "offers": func.coalesce(derived.c.offers, 0),
        "price_from": func.coalesce(derived.c.price_stocked, derived.c.price_any, 0),
        "in_stock": derived.c.price_stocked.is_not(None),
        "on_shelf": (func.coalesce(derived.c.offers, 0) > 0) & ~Product.hidden,
        "sold": func.coalesce(pieces.c.pieces, 0),
        "score_sum": func.coalesce(stars.c.stars, 0),
        "score_count": func.coalesce(stars.c.reviews, 0),
        "picture": _first_picture(pictures),
    }
    # What nobody can buy now stands behind everything that somebody can.
    liked = Product.known_elsewhere + fresh["sold"] * SALE_WEIGHT
    fresh["popularity"] = case((fresh["in_stock"], liked), else_=-1)
    found = (
        select(Product.id.label("id"), *(value.label(name) for name, value in fresh.items()))
        .outerjoin(derived, derived.c.product_id == Product.id)
        .outerjoin(pieces, pieces.c.product_id == Product.id)
        .outerjoin(stars, stars.c.product_id == Product.id)
        .where(Product.id.in_(ids))
        .subquery("fresh")
    )
    return list(fresh), found


def _first_picture(pictures: Select[Any]) -> Any:
    """Return the first photo of the eldest offer that has any and is on sale."""
    photos = pictures.subquery("pictures")
    return (
        select(photos.c.token)
        .join(Offer, photos.c.holder == literal("offer:") + cast(Offer.id, String))
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .where(Offer.product_id == Product.id, Offer.state == "on", Supplier.state == "active")
        .order_by(Offer.id, photos.c.position, photos.c.id)
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )


def _derived(ids: list[int], stocked: Select[Any]) -> Any:
    can_buy = Offer.id.in_(stocked)
    return (
        select(
            Offer.product_id,
            func.count().label("offers"),
            func.min(Offer.price).label("price_any"),
            func.min(case((can_buy, Offer.price))).label("price_stocked"),
        )
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .where(Offer.product_id.in_(ids), Offer.state == "on", Supplier.state == "active")
        .group_by(Offer.product_id)
        .subquery("derived")
    )
