"""Shelve many products and their offers at once: what is new is written, what changed is changed, the rest is left.

Each batch travels as one JSON document: eight thousand parameters take longer to write than the statement to run.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import TextClause, select, text

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.reading.wording import slug_of
from marketplace.domains.catalog.search.lexemes import lexemes_of
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.foundation.db import session
from marketplace.foundation.search.lexemes import vector

BATCH = 500
# Columns and their types, as they stand in the JSON and in the table.
PRODUCT = {
    "category_id": "bigint", "department_id": "bigint", "title": "jsonb", "summary": "jsonb", "attributes": "jsonb",
    "energy_kwh_year": "numeric", "manual": "text", "known_elsewhere": "int", "search": "tsvector",
}  # fmt: skip
PRODUCT_NEW = {"slug": "text", "brand": "text", "model": "text"}
AS_GIVEN = ("brand", "model", "energy_kwh_year", "manual", "known_elsewhere")
IN_PARTS = ("title", "summary", "attributes")
OFFER = {
    "sku": "text", "price": "bigint", "price_rule": "text", "cost_price": "bigint", "shipping": "bigint",
    "warranty_months": "smallint", "delivery_days": "smallint",
}  # fmt: skip


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _given(name: str) -> str:
    if name == "manual":  # what staff said of it stands
        return "CASE WHEN product.manual_by_staff THEN product.manual ELSE excluded.manual END"
    return f"excluded.{name}"


def _differs(table: str, columns: Mapping[str, str]) -> str:
    mine, theirs = ", ".join(f"{table}.{name}" for name in columns), ", ".join(map(_given, columns))
    return f"({mine}) IS DISTINCT FROM ({theirs})"


def _upsert_products(*, rewrite: bool) -> TextClause:
    both = {**PRODUCT_NEW, **PRODUCT}
    shared = "EXISTS (SELECT FROM offer o WHERE o.product_id = product.id AND o.supplier_id <> :supplier_id)"
    return text(
        f"WITH given AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS g ({_typed(both)})), written AS ("
        f"INSERT INTO product ({', '.join(both)}, popularity, on_shelf, price_from, in_stock, offers, score_sum,"
        " score_count, sold, created_at, updated_at)"
        f" SELECT {', '.join(both)}, known_elsewhere, false, 0, false, 0, 0, 0, 0, :at, :at FROM given"
        " ON CONFLICT (brand, model) DO UPDATE SET"
        f" {', '.join(f'{name} = {_given(name)}' for name in PRODUCT)}, updated_at = excluded.updated_at"
        f" WHERE {_differs('product', PRODUCT)}{'' if rewrite else f' AND NOT {shared}'}"
        " RETURNING id, brand, model, xmax = 0 AS is_new)"
        " SELECT coalesce(w.id, p.id) AS id, g.brand, g.model, w.is_new FROM given g"
        " LEFT JOIN written w USING (brand, model) LEFT JOIN product p USING (brand, model)"
    )


UPSERT_OFFERS = text(
    "WITH given AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS g (product_id bigint, {typed})),"
    " written AS (INSERT INTO offer (product_id, supplier_id, state, created_at, updated_at, {names})"
    " SELECT product_id, :supplier_id, 'on', :at, :at, {names} FROM given"
    " ON CONFLICT (product_id, supplier_id) DO UPDATE SET {sets}, updated_at = excluded.updated_at"
    " WHERE {differs} RETURNING id, product_id, xmax = 0 AS is_new)"
    " SELECT coalesce(w.id, o.id) AS id, g.product_id, w.is_new FROM given g LEFT JOIN written w USING (product_id)"
    " LEFT JOIN offer o ON o.product_id = g.product_id AND o.supplier_id = :supplier_id".format(
        typed=_typed(OFFER),
        names=", ".join(OFFER),
        sets=", ".join(f"{name} = excluded.{name}" for name in OFFER),
        differs=_differs("offer", OFFER),
    )
)


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
    manual: str = ""  # an address, checked
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
    values = [{**product_values(row, tree), "slug": slugs[row.key]} for row in rows]
    given: dict[str, Any] = {"rows": json.dumps(values, default=str), "at": at}
    if not rewrite:
        given["supplier_id"] = supplier_id
    for row in session.execute(_upsert_products(rewrite=rewrite), given):
        key = (row.brand, row.model)
        done.products[key] = row.id
        _note(done, key, is_new=row.is_new)


def _note(done: Shelved, key: tuple[str, str], *, is_new: bool | None) -> None:
    """Remember a product as new or changed; None says neither, and new stays new."""
    if is_new:
        done.new.add(key)
    elif is_new is False and key not in done.new:
        done.changed.add(key)


def product_values(row: ShelfRow, tree: Atlas) -> dict[str, Any]:
    """Return a row's columns of `product`, with its search words; all but its address."""
    leaf = tree.by_slug[row.category]
    texts = [*row.title.values(), *row.summary.values()]
    lexemes = lexemes_of(
        place=tree.place(leaf), brand=row.brand, model=row.model, texts=texts, attributes=row.attributes
    )
    return {
        "department_id": leaf.parent_id,
        "category_id": leaf.id,
        **{name: getattr(row, name) for name in AS_GIVEN},
        **{name: dict(getattr(row, name)) for name in IN_PARTS},
        "search": vector(lexemes),
    }


def _write_offers(rows: Sequence[ShelfRow], supplier_id: int, at: datetime, done: Shelved) -> None:
    if not rows:
        return
    key_of = {done.products[row.key]: row.key for row in rows}
    values = [
        {"product_id": done.products[row.key], **{name: getattr(row, name) for name in OFFER}} for row in rows
    ]
    given = {"rows": json.dumps(values), "supplier_id": supplier_id, "at": at}
    for row in session.execute(UPSERT_OFFERS, given):
        key = key_of[row.product_id]
        done.offers[key] = row.id
        _note(done, key, is_new=None if row.is_new and key in done.changed else row.is_new)


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
