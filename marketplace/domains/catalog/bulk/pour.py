"""Pour many generated products and offers into the tables by COPY, search words included.

The words of a product are put together from fragments made once per category, brand and fact: what PostgreSQL
reads as a tsvector may name a word twice. Indexes are dropped before and built after: at 100,000 rows GIN takes as
long to fill row by row as all the rest together.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from marketplace.domains.catalog.bulk.plausible import Good
from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.reading.wording import slug_of, title_of
from marketplace.domains.catalog.search.lexemes import brand_lexeme, fact_lexemes
from marketplace.domains.catalog.search.words import fold, index_words, model_words
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.domains.catalog.tree.brands import names_of
from marketplace.foundation.db import session
from marketplace.foundation.search.lexemes import vector

MANY = 20_000  # rows from which rebuilding the indexes is quicker than keeping them
BUILD_MEMORY = "256MB"
FREE_FROM = 100_000  # shipping is included above this price, minor units
PRODUCT = (
    "id", "slug", "department_id", "category_id", "brand", "model", "title", "summary", "attributes", "energy_kwh_year",
    "on_shelf", "price_from", "in_stock", "offers", "score_sum", "score_count", "sold", "known_elsewhere", "popularity",
    "search", "created_at", "updated_at",
)  # fmt: skip
OFFER = (
    "id", "product_id", "supplier_id", "sku", "price", "price_rule", "shipping", "warranty_months", "delivery_days",
    "state", "created_at", "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Poured:
    """The ids of what was written: `offer_ids[i]` is for `product_ids[i]`."""

    product_ids: Sequence[int]
    offer_ids: Sequence[int]


def pour(goods: Sequence[Good], *, supplier_ids: Sequence[int], at: datetime) -> Poured:
    """Write products, each with one offer of one of the suppliers in turn, standing on the shelf in stock."""
    tree = atlas()
    made = Poured(take_ids("product", len(goods)), take_ids("offer", len(goods)))
    aside = _put_aside("product", "ix_product_") if len(goods) >= MANY else []
    copy_rows("product", PRODUCT, _products(goods, made.product_ids, tree, at))
    copy_rows("offer", OFFER, _offers(goods, made, supplier_ids, at))
    _build_again(aside)
    learn(
        {good.brand for good in goods}
        | {title_of(good.kind.category, "", "", {})["en"] for good in goods[:2000]}
    )
    return made


def take_ids(table: str, number: int) -> list[int]:
    """Take `number` ids from a table's sequence."""
    taken = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)")
    return list(session.scalars(taken, {"table": table, "number": number}))


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by COPY within the session's transaction."""
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("the session has lost its connection")
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _put_aside(table: str, prefix: str) -> list[str]:
    known = text(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :table AND starts_with(indexname, :prefix)"
    )
    found = session.execute(known, {"table": table, "prefix": prefix}).all()
    for row in found:
        session.execute(text(f'DROP INDEX "{row.indexname}"'))
    return [row.indexdef for row in found]


def _build_again(definitions: Sequence[str]) -> None:
    if not definitions:
        return
    session.execute(text(f"SET LOCAL maintenance_work_mem = '{BUILD_MEMORY}'"))
    session.execute(text("SET LOCAL statement_timeout = 0"))
    for definition in definitions:
        session.execute(text(definition.replace(":", r"\:")))


def _products(
    goods: Sequence[Good], ids: Sequence[int], tree: Atlas, at: datetime
) -> Iterator[Sequence[Any]]:
    words = _Fragments(tree)
    for number, good in zip(ids, goods, strict=True):
        leaf = tree.by_slug[good.kind.category]
        title = title_of(good.kind.category, good.brand, good.model, good.attributes)
        yield (
            number, slug_of(good.brand, good.model), leaf.parent_id, leaf.id, good.brand, good.model,
            json.dumps(title, ensure_ascii=False), "{}", json.dumps(good.attributes), good.kwh,
            True, good.price, True, 1, 0, 0, 0, good.popularity, good.popularity, words.of(good), at, at,
        )  # fmt: skip


def _offers(
    goods: Sequence[Good], made: Poured, supplier_ids: Sequence[int], at: datetime
) -> Iterator[Sequence[Any]]:
    for i, good in enumerate(goods):
        yield (
            made.offer_ids[i], made.product_ids[i], supplier_ids[i % len(supplier_ids)], "", good.price, "",
            0 if good.price > FREE_FROM else 1_900, 12 if i % 3 else 36, 2 + i % 4, "on", at, at,
        )  # fmt: skip


class _Fragments:
    """The search words of categories, brands and facts, each put together once.

    Made before the COPY begins: while rows stream, the connection can answer no other question.
    """

    def __init__(self, tree: Atlas) -> None:
        self._tree = tree
        self._kept: dict[tuple[str, ...], str] = {}

    def of(self, good: Good) -> str:
        """Return the tsvector literal of a product; a word may stand in it twice."""
        category = good.kind.category
        parts = [self._once("place", category), self._once("brand", good.brand)]
        parts += [self._once("fact", category, code, str(value)) for code, value in good.attributes.items()]
        return " ".join((*parts, vector(set(model_words(fold(good.model))))))

    def _once(self, what: str, *of: str) -> str:
        key = (what, *of)
        if key not in self._kept:
            self._kept[key] = vector(getattr(self, f"_{what}")(*of))
        return self._kept[key]

    def _place(self, category: str) -> set[str]:
        place = self._tree.place(self._tree.by_slug[category])
        names = (*place.names, *title_of(category, "", "", {}).values())
        facts = {f"c:{place.category_id}", f"d:{place.department_id}", *place.kinds}
        return facts.union(*(index_words(name) for name in names))

    def _brand(self, brand: str) -> set[str]:
        return {brand_lexeme(brand)}.union(*(index_words(name) for name in names_of(brand)))

    def _fact(self, category: str, code: str, value: str) -> set[str]:
        fact = self._tree.place(self._tree.by_slug[category]).facts.get(code)
        return fact_lexemes(fact, True if value == "True" else value) if fact else set()
