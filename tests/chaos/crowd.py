"""The people of a chaos run, made inside the shop: buyers with an address, somebody who works for each supplier.

`python -m tests.chaos.crowd '{"buyers": 20, "used": 5}'` answers in JSON, with the cookie of everybody's session.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import Category
from marketplace.domains.inventory.receive import receive
from marketplace.domains.suppliers.models import Supplier
from marketplace.factory import create_app
from marketplace.foundation import clock, ids
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.web import session_rows
from tests import cast
from tests.factories.used import listing, seller

MANY = 1_000  # pieces of each offer
GOODS = """
SELECT p.slug, o.id AS offer_id, o.supplier_id, s.warehouse_id
FROM offer o JOIN product p ON p.id = o.product_id JOIN stock s ON s.offer_id = o.id
WHERE o.state = 'on' AND s.on_hand - s.reserved >= 10 ORDER BY o.id, s.id
"""


def gather(buyers: int, used: int) -> dict[str, Any]:
    """Make everybody and say what there is to buy."""
    found: dict[str, Any] = {"buyers": [], "suppliers": {}}
    for _ in range(buyers):
        found["buyers"].append(_buyer())
    for supplier in session.query(Supplier).order_by(Supplier.id).all():
        found["suppliers"][supplier.id] = _cookie(cast.worker_of(supplier))
    found["goods"] = [_plenty(*row) for row in session.execute(text(GOODS)).all()]
    kind = cast.category()
    found["used"] = [_used(kind) for _ in range(used)]
    return found


def _plenty(slug: str, offer_id: int, supplier_id: int, warehouse_id: int) -> list[Any]:
    """Have enough of it for the longest run, and return what a buyer must know."""
    receive(warehouse_id=warehouse_id, quantities={offer_id: MANY}, actor=SYSTEM, at=clock.now())
    session.commit()
    return [slug, offer_id, supplier_id]


def _buyer() -> dict[str, Any]:
    person = cast.person("Chaos")
    return {"address": cast.address(person).id, "cookie": _cookie(person)}


def _used(kind: Category) -> dict[str, Any]:
    """Make a listing with its seller and two who want it: people of its own, as one may only ask so often."""
    mei = seller("Mei")
    ways = {"size_class": "medium", "ways": ["pickup", "shipping"]}
    number = listing(mei, category=kind, **ways).number
    return {"listing": number, "seller": _cookie(mei), "rival": _cookie(cast.person("Rival")), **_buyer()}


def _cookie(person: Person) -> str:
    token = ids.new_token()
    session_rows.insert(token, person.id, {}, clock.now() + timedelta(days=1), instead_of=[])
    return f"coolspot={token}"


if __name__ == "__main__":
    with create_app().test_request_context():
        made = gather(**json.loads(sys.argv[1]))
    sys.stdout.write("\n" + json.dumps(made) + "\n")
