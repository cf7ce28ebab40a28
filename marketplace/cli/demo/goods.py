"""Demo goods of our own: the same numbers always make the same products, in both languages."""

from collections.abc import Iterator, Sequence
from random import Random

from marketplace.cli.demo.shapes import SHAPES
from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.shelve import ShelfRow, Shelved, shelve
from marketplace.domains.catalog.tree.atlas import Node, atlas
from marketplace.domains.inventory.queries import warehouses_of
from marketplace.domains.inventory.receive import count
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door
from marketplace.foundation.dice import dice_of
from marketplace.journeys.refresh_shelf import refresh_shelf

CHUNK = 1000
DEAR = 800  # yuan from which a supplier may carry the freight
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
# How many pieces somebody has of something: plenty mostly, few sometimes, seldom none.
STOCKS = (0, 1, 2, 4, 6, 8, 10, 12, 15, 18, 20, 24, 30, 30, 36, 40, 45, 60, 80, 120)


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
        if seller == 0 or dice_of(f"{number}/{seller}").random() < 0.4 / seller:
            yield _good(number, seller, leaves[number % len(leaves)])


def _good(number: int, seller: int, leaf: Node) -> ShelfRow:
    dice = dice_of(f"good {number}")
    shape = SHAPES[leaf.slug]
    brand = dice.choice(BRANDS)
    attributes = shape.facts(dice)
    model = _model(number, leaf, brand, dice)
    price = shape.price(attributes, dice)
    # Other sellers of the same product ask a little less or more.
    asked = price * (100 + dice_of(f"{number}@{seller}").randrange(-4, 5) * min(seller, 1)) // 100
    return ShelfRow(
        category=leaf.slug,
        brand=brand,
        model=model,
        title=title_of(leaf.slug, brand, model, attributes),
        attributes=attributes,
        energy_kwh_year=attributes.get("kwh"),
        manual=f"https://manuals.example.com/{brand.lower().replace(' ', '-')}/{model.lower()}.pdf",
        known_elsewhere=dice.randrange(0, 400),
        price=asked * 100,
        cost_price=price * 72,
        shipping=dice.choice((0, 0, 4900, 9900)) if price > DEAR else 1900,
        warranty_months=dice.choice((12, 24, 36)),
        delivery_days=2 + seller + dice.randrange(0, 3),
        sku=f"D{number:06d}",
        stock=dice.choice(STOCKS) if number % 9 else 60,
    )


def _model(number: int, leaf: Node, brand: str, dice: Random) -> str:
    letters = "".join(word[0] for word in leaf.slug.split("-")).upper()
    return f"{letters}{brand[0]}-{100 + number}{dice.choice('ABCEX')}"


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
    refresh_shelf(product_ids=list(done.products.values()), at=at)
    return done
