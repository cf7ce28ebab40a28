"""Have listings found by what they are: words as the catalogue's search knows them, and facts that filters ask for.

`g:good` the grade · `p:31` `p:3101` `p:310104` where it stands, `p:31@7` with its department, since most look for one
kind nearby · `w:pickup` how it changes hands · `y:2023` when it was made;
words, brand, kind and measures are the catalogue's own lexemes (catalog/search/lexemes.py).
"""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from marketplace.domains.accounts.addresses.divisions import code_of
from marketplace.domains.catalog.search.lexemes import lexemes_of
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.search.write import take_words, write_words
from marketplace.foundation.db import session

LONGEST_TEXT = 2_000  # letters of its words that are indexed


def index_listings(*, listing_ids: Collection[int]) -> None:
    """Write the words of those that stand on the shelf, take those of the others away."""
    if not listing_ids:
        return
    shown = Listing.state.in_(("published", "reserved"))
    rows = session.scalars(select(Listing).where(Listing.id.in_(list(listing_ids)), shown)).all()
    tree = atlas()
    write_words({row.id: words_of(row, tree) for row in rows if row.category_id in tree.nodes})
    take_words(listing_ids)


def words_of(row: Listing, tree: Atlas) -> set[str]:
    """Return all lexemes of one listing."""
    place = tree.place(tree.nodes[row.category_id or 0])
    attributes = {**row.attributes}
    if row.energy_kwh_year is not None:
        attributes.setdefault("kwh", str(row.energy_kwh_year))
    texts = [row.title, row.words[:LONGEST_TEXT], row.province, row.city, row.place.get("district", "")]
    found = lexemes_of(place=place, brand=row.brand, model=row.model, texts=texts, attributes=attributes)
    return found | set(facts_of(row))


def facts_of(row: Listing) -> Iterator[str]:
    """Yield what filters ask for."""
    yield f"g:{row.grade}"
    yield from (f"w:{way}" for way in row.ways)
    if row.made_on is not None:
        yield f"y:{row.made_on.year}"
    yield from places_of(code_of(row.province, row.city, row.place.get("district", "")), row.department_id)


def places_of(code: str, department_id: int | None) -> Iterator[str]:
    """Yield where something stands; in a city without a known district as in the city's own, `310100`."""
    province, city = code[:2], code[:4]
    known = [province] if len(code) < len("3101") else [province, city, code if code != city else f"{city}00"]
    for place in filter(None, known):
        yield f"p:{place}"
        yield f"p:{place}@{department_id}"
