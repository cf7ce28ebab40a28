"""Demo goods of our own: the same numbers always make the same products, in both languages."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from marketplace.domains.aftersales.queries import stars_by_product
from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.refresh import refresh
from marketplace.domains.catalog.shelve import ShelfRow, Shelved, shelve
from marketplace.domains.catalog.tree.atlas import Measure, Node, atlas
from marketplace.domains.inventory.queries import offers_in_stock, warehouses_of
from marketplace.domains.inventory.receive import count
from marketplace.domains.orders.queries import pieces_sold
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door

CHUNK = 1000
BRANDS = (
    "Hanlu",
    "Qingfeng",
    "Boreal",
    "Nordwind",
    "Liangyin",
    "Songtao",
    "Kestrel",
    "Maple Hill",
    "Yunshan",
    "Arctica",
)
# Lowest and highest of each number, and the step it is sold in.
NUMBERS: dict[str, tuple[int, int, int]] = {
    "capacity": (60, 600, 5), "bottles": (12, 120, 6), "kwh": (90, 520, 3), "noise": (32, 68, 1),
    "horsepower": (1, 3, 1), "cooling_power": (2600, 7200, 100), "load": (5, 12, 1), "spin": (800, 1400, 100),
    "flow": (10, 18, 1),
    "power": (300, 2800, 50), "suction": (14, 26, 1), "flame": (4, 6, 1), "settings": (6, 15, 1), "screen": (32, 85, 1),
}  # fmt: skip
BASE_PRICES = {
    "refrigerators": 1800, "freezers": 1400, "air-conditioners": 2300, "laundry": 1600, "water-heaters": 1200,
    "kitchen": 1100, "televisions": 2400, "small-appliances": 400,
}  # fmt: skip
CAPACITIES = {"water-heaters": (40, 100, 10), "kitchen": (20, 60, 2), "small-appliances": (1, 6, 1)}


def stock_up(suppliers: Sequence[int], products: int) -> int:
    """Shelve `products` goods, the first supplier offering all of them and the others some; return how many."""
    for begin in range(0, products, CHUNK):
        numbers = range(begin, min(begin + CHUNK, products))
        for i, supplier_id in enumerate(suppliers):
            rows = list(goods(numbers, seller=i))
            if rows:
                with door():
                    _shelve(supplier_id, rows)
    return products


def goods(numbers: Sequence[int], seller: int = 0) -> Iterator[ShelfRow]:
    """Make the goods with these numbers that a seller (0, 1, 2) offers, always the same."""
    leaves = [leaf for department in atlas().departments for leaf in atlas().leaves(department.id)]
    for number in numbers:
        if seller == 0 or Random(f"{number}/{seller}").random() < 0.4 / seller:  # noqa: S311 -- repeatable, not secret
            yield _good(number, seller, leaves[number % len(leaves)])


def _good(number: int, seller: int, leaf: Node) -> ShelfRow:
    dice = Random(f"good {number}")  # noqa: S311 -- repeatable, not secret
    department = atlas().department_of(leaf).slug
    brand = dice.choice(BRANDS)
    attributes = {
        code: value
        for code, measure in atlas().measures_of(leaf.id).items()
        if (value := _value(dice, measure, department)) is not None
    }
    letters = "".join(word[0] for word in leaf.slug.split("-")).upper()
    model = f"{letters}{brand[0]}-{100 + number}{dice.choice('ABCEX')}"
    price = BASE_PRICES[department] + dice.randrange(0, 60) * 50 - 1
    asked = price + Random(f"{number}@{seller}").randrange(-4, 5) * 20 * min(seller, 1)  # noqa: S311 -- as above
    return ShelfRow(
        category=leaf.slug,
        brand=brand,
        model=model,
        title=title_of(leaf.slug, brand, model, attributes),
        attributes=attributes,
        energy_kwh_year=attributes.get("kwh"),
        known_elsewhere=dice.randrange(0, 400),
        price=asked * 100,
        cost_price=price * 72,
        shipping=dice.choice((0, 0, 4900, 9900)),
        warranty_months=dice.choice((12, 24, 36)),
        delivery_days=2 + seller + dice.randrange(0, 3),
        sku=f"D{number:06d}",
        stock=dice.choice((0, 3, 12, 40, 120)) if number % 9 else 60,
    )


def _value(dice: Random, measure: Measure, department: str) -> Any:
    if measure.kind == "flag":
        return dice.random() < 0.5 or None  # noqa: PLR2004 -- heads or tails
    if measure.kind == "choice":
        return dice.choice(sorted(measure.choices))
    low, high, step = (
        CAPACITIES.get(department, NUMBERS["capacity"])
        if measure.code == "capacity"
        else NUMBERS.get(measure.code, (1, 10, 1))
    )
    return dice.randrange(low, high + 1, step)


def _shelve(supplier_id: int, rows: Sequence[ShelfRow]) -> Shelved:
    at = clock.now()
    done = shelve(rows, supplier_id=supplier_id, rewrite=True, at=at)
    learn(text for row in rows for text in (row.brand, *row.title.values()))
    on_hand = {done.offers[row.key]: row.stock or 0 for row in rows if row.key in done.new and row.stock}
    if on_hand:
        count(
            warehouse_id=warehouses_of(supplier_id)[0].id,
            on_hand=on_hand,
            actor=SYSTEM,
            at=at,
            reference="demo",
        )
    ids = sorted(done.products.values())
    refresh(ids, stocked=offers_in_stock(ids), sold=pieces_sold(ids), scores=stars_by_product(ids), at=at)
    return done
