"""Run inside a shop: fill the second-hand shelf by COPY, with the words listings are found by.

`python -m tests.bench.listings '{"number": 10000}'` with the shop's environment; answers in JSON how many there are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from marketplace.domains.accounts.addresses.divisions import within
from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.bulk.plausible import Good, goods
from marketplace.domains.catalog.bulk.pour import copy_rows, take_ids
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.search.lexemes import brand_lexeme, fact_lexemes
from marketplace.domains.catalog.search.words import fold, index_words, model_words
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree.atlas import Atlas, atlas, forget
from marketplace.domains.catalog.tree.brands import names_of
from marketplace.domains.listings.models import Seller
from marketplace.factory import create_app
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.dice import dice_of
from marketplace.foundation.search.lexemes import vector
from marketplace.journeys.browsing.index_listings import places_of

SELLERS = 500
GRADES = ("premium", "excellent", "good", "good", "fair", "parts")
WAYS = (["pickup"], ["pickup", "delivery"], ["pickup", "delivery"], ["delivery"], ["pickup", "shipping"])
COLUMNS = (
    "id", "number", "seller_id", "state", "revision", "department_id", "category_id", "brand", "model", "serial",
    "title", "words", "attributes", "energy_kwh_year", "made_on", "grade", "checklist", "defects", "price", "new_price",
    "takes_proposals", "size_class", "ways", "extras", "shipping", "place", "province", "city", "flags", "risk",
    "reason", "reason_words", "search", "favourites", "created_at", "saved_at", "published_at",
)  # fmt: skip


def fill(number: int) -> int:
    """Put `number` listings of plausible goods onto the shelf, of many sellers all over the country."""
    with door():
        seed()
    forget()
    with door():
        session.execute(text("SET LOCAL statement_timeout = 0"))
        people = _sellers(clock.now())
        tree, now = atlas(), clock.now()
        ids = take_ids("listing", number)
        indexes = _put_aside()
        copy_rows("listing", COLUMNS, _rows(ids, people, tree, now))
        session.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
        for definition in indexes:
            session.execute(text(definition.replace(":", r"\:")))
        session.execute(text("ANALYZE listing"))
        # Counted where no time-out holds: after a COPY the first to read a million rows marks each of them.
        return int(session.scalar(text("SELECT count(*) FROM listing WHERE state = 'published'")) or 0)


def _sellers(at: datetime) -> list[int]:
    people = [Person(display_name=f"Seller {n}", created_at=at) for n in range(SELLERS)]
    session.add_all(people)
    session.flush()
    session.add_all(Seller(person_id=p.id, handle=f"bench{p.id}", verified_at=at) for p in people)
    session.flush()
    return [person.id for person in people]


def _put_aside() -> list[str]:
    known = text(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'listing' AND indexname ^@ 'ix_'"
    )
    found = session.execute(known).all()
    for row in found:
        session.execute(text(f'DROP INDEX "{row.indexname}"'))
    return [row.indexdef for row in found]


def _rows(ids: Sequence[int], people: Sequence[int], tree: Atlas, now: datetime) -> Iterator[Sequence[Any]]:
    shelf = _Shelf(tree, now)
    for key, good in zip(ids, goods(len(ids), seed=7), strict=True):
        yield shelf.row(key, good, people[key % len(people)])


class _Shelf:
    """Goods as rows. The tree was read before the COPY: while rows stream, the connection can answer nothing else."""

    def __init__(self, tree: Atlas, now: datetime) -> None:
        self.tree, self.now, self.chance = tree, now, dice_of(7)
        self.places = [(c.code, p.name, c.name) for p in within() for c in within(p.code)]
        self.kept: dict[tuple[str, ...], str] = {}

    def row(self, key: int, good: Good, seller: int) -> Sequence[Any]:
        chance, leaf = self.chance, self.tree.by_slug[good.kind.category]
        months, grade, ways = chance.randrange(120), chance.choice(GRADES), chance.choice(WAYS)
        made = date(self.now.year - months // 12, self.now.month, 1)
        price = max(int(good.price * (0.7 - months * 0.005) * chance.uniform(0.7, 1.2)) // 100 * 100, 1_000)
        code, province, city = chance.choice(self.places)
        facts = {
            f"g:{grade}",
            f"y:{made.year}",
            *places_of(code, leaf.parent_id),
            *(f"w:{way}" for way in ways),
        }
        at = self.now - timedelta(minutes=chance.randrange(60 * 24 * 90))
        title = title_of(good.kind.category, good.brand, good.model, good.attributes)["zh"]
        return (
            key, f"L-{key:08}", seller, "published", 1, leaf.parent_id, leaf.id, good.brand, good.model, "",
            title[:120], "", json.dumps(good.attributes), good.kwh, made, grade, "{}", "{}", price, good.price,
            True, "large", json.dumps(ways), "[]", 0, json.dumps({"province": province, "city": city}), province,
            city, "{}", 0, "", "", f"{self.words(good, province + city)} {vector(facts)}", 0, at, at, at,
        )  # fmt: skip

    def words(self, good: Good, place: str) -> str:
        slug = good.kind.category
        parts = [self.once("leaf", slug), self.once("brand", good.brand), self.once("place", place)]
        parts += [self.once("fact", slug, code, str(value)) for code, value in good.attributes.items()]
        return " ".join((*parts, vector(set(model_words(fold(good.model))))))

    def once(self, what: str, *of: str) -> str:
        key = (what, *of)
        if key not in self.kept:
            self.kept[key] = vector(getattr(self, f"_{what}")(*of))
        return self.kept[key]

    def _leaf(self, slug: str) -> set[str]:
        place = self.tree.place(self.tree.by_slug[slug])
        names = (*place.names, *title_of(slug, "", "", {}).values())
        return {f"c:{place.category_id}", f"d:{place.department_id}", *place.kinds}.union(
            *map(index_words, names)
        )

    def _brand(self, brand: str) -> set[str]:
        return {brand_lexeme(brand)}.union(*map(index_words, names_of(brand)))

    def _place(self, words: str) -> set[str]:
        return index_words(words)

    def _fact(self, slug: str, code: str, value: str) -> set[str]:
        fact = self.tree.place(self.tree.by_slug[slug]).facts.get(code)
        return fact_lexemes(fact, True if value == "True" else value) if fact else set()


def main() -> None:
    """Fill, and say how many there are."""
    asked = json.loads(sys.argv[1])
    with create_app().app_context():
        sys.stdout.write("\n" + json.dumps(fill(asked["number"])) + "\n")


if __name__ == "__main__":
    main()
