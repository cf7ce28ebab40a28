"""Shelve many products and their offers at once: what is new is written, what changed is changed, the rest is left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ARRAY, Text, and_, cast, exists, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import TSVECTOR, insert

from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.catalog.search.lexemes import lexemes_of
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.foundation.db import session

LONGEST_SLUG = 100
BATCH = 500
PRODUCT_FIELDS = ("category_id", "department_id", "title", "summary", "attributes", "energy_kwh_year", "known_elsewhere")
OFFER_FIELDS = ("sku", "price", "price_rule", "cost_price", "shipping", "warranty_months", "delivery_days")


@dataclass(frozen=True)
class ShelfRow:
    """One product as somebody offers it; amounts in minor units of the settlement currency, no price: no offer."""

    category: str  # slug
    brand: str
    model: str
    title: Mapping[str, str]
    summary: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    energy_kwh_year: Any = None
    known_elsewhere: int = 0
    price: int | None = None
    price_rule: str = ""
    cost_price: int | None = None
    shipping: int = 0
    warranty_months: int = 12
    delivery_days: int = 3
    sku: str = ""
    stock: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.brand, self.model


@dataclass
class Shelved:
    """What shelving did: product and offer ids by (brand, model), and which of them were new or changed."""

    products: dict[tuple[str, str], int] = field(default_factory=dict)
    offers: dict[tuple[str, str], int] = field(default_factory=dict)
    new: set[tuple[str, str]] = field(default_factory=set)
    changed: set[tuple[str, str]] = field(default_factory=set)


def shelve(rows: Sequence[ShelfRow], *, supplier_id: int, rewrite: bool, at: datetime) -> Shelved:
    """Write products and this supplier's offers; keys must not repeat within `rows`.

    A product that others offer too keeps its words unless `rewrite` (the operator's own hand).
    """
    done = Shelved()
    tree = atlas()
    for i in range(0, len(rows), BATCH):
        batch = rows[i : i + BATCH]
        _write_products(batch, tree, supplier_id, at, done, rewrite=rewrite)
        _write_offers([row for row in batch if row.price is not None], supplier_id, at, done)
    return done


def _write_products(
    rows: Sequence[ShelfRow], tree: Atlas, supplier_id: int, at: datetime, done: Shelved, *, rewrite: bool
) -> None:
    slugs = _slugs(rows)
    values = [{**product_values(row, tree), "slug": slugs[row.key], "created_at": at, "updated_at": at} for row in rows]
    stmt = insert(Product).values(values)
    new = {name: stmt.excluded[name] for name in (*PRODUCT_FIELDS, "search")}
    differs = or_(*(getattr(Product, name).is_distinct_from(value) for name, value in new.items()))
    theirs = exists().where(Offer.product_id == Product.id, Offer.supplier_id != supplier_id)
    upsert = stmt.on_conflict_do_update(
        index_elements=["brand", "model"],
        set_={**new, "updated_at": at},
        where=differs if rewrite else and_(differs, ~theirs),
    ).returning(Product.brand, Product.model, literal_column("(xmax = 0)").label("is_new"))
    for brand, model, is_new in session.execute(upsert):
        (done.new if is_new else done.changed).add((brand, model))
    keys = [row.key for row in rows]
    known = select(Product.id, Product.brand, Product.model).where(tuple_(Product.brand, Product.model).in_(keys))
    done.products.update({(row.brand, row.model): row.id for row in session.execute(known)})


def product_values(row: ShelfRow, tree: Atlas) -> dict[str, Any]:
    """Return a row's columns of `product`, with its search words."""
    leaf = tree.by_slug[row.category]
    texts = [*row.title.values(), *row.summary.values()]
    lexemes = lexemes_of(
        place=tree.place(leaf), brand=row.brand, model=row.model, texts=texts, attributes=row.attributes
    )
    return {
        "department_id": leaf.parent_id,
        "category_id": leaf.id,
        "brand": row.brand,
        "model": row.model,
        "title": dict(row.title),
        "summary": dict(row.summary),
        "attributes": dict(row.attributes),
        "energy_kwh_year": row.energy_kwh_year,
        "known_elsewhere": row.known_elsewhere,
        "popularity": row.known_elsewhere,
        "on_shelf": False,
        "search": func.array_to_tsvector(cast(sorted(lexemes), ARRAY(Text)), type_=TSVECTOR),
    }


def _write_offers(rows: Sequence[ShelfRow], supplier_id: int, at: datetime, done: Shelved) -> None:
    if not rows:
        return
    key_of = {done.products[row.key]: row.key for row in rows}
    values = [
        {
            "product_id": done.products[row.key],
            "supplier_id": supplier_id,
            "created_at": at,
            "updated_at": at,
            **{name: getattr(row, name) for name in OFFER_FIELDS},
        }
        for row in rows
    ]
    stmt = insert(Offer).values(values)
    new = {name: stmt.excluded[name] for name in OFFER_FIELDS}
    differs = or_(*(getattr(Offer, name).is_distinct_from(value) for name, value in new.items()))
    upsert = stmt.on_conflict_do_update(
        index_elements=["product_id", "supplier_id"], set_={**new, "updated_at": at}, where=differs
    ).returning(Offer.product_id, literal_column("(xmax = 0)").label("is_new"))
    for product_id, is_new in session.execute(upsert):
        key = key_of[product_id]
        if key not in done.new:
            (done.new if is_new else done.changed).add(key)
    known = select(Offer.id, Offer.product_id).where(
        Offer.supplier_id == supplier_id, Offer.product_id.in_(list(key_of))
    )
    done.offers.update({key_of[row.product_id]: row.id for row in session.execute(known)})


def _slugs(rows: Sequence[ShelfRow]) -> dict[tuple[str, str], str]:
    """Return an address for each product: brand and model, with a mark where another has the same."""
    wished = {row.key: slug_of(row.brand, row.model) for row in rows}
    owners = select(Product.slug, Product.brand, Product.model).where(Product.slug.in_(set(wished.values())))
    owner_of = {row.slug: (row.brand, row.model) for row in session.execute(owners)}
    found: dict[tuple[str, str], str] = {}
    for key, slug in wished.items():
        mine = owner_of.setdefault(slug, key) == key
        found[key] = slug if mine else f"{slug}-{blake2b(repr(key).encode(), digest_size=4).hexdigest()}"
    return found


def slug_of(brand: str, model: str) -> str:
    """Return the address people see: `haier-bcd-206stpa`."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{brand} {model}".lower()).strip("-")
    return plain[:LONGEST_SLUG] or blake2b(f"{brand} {model}".encode(), digest_size=6).hexdigest()
