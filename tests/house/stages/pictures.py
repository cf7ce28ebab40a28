"""What pages about photos of goods need to stand there first."""

from __future__ import annotations

from typing import Any

from marketplace.foundation import clock
from tests.factories.photos import photo
from tests.house.table import Stage


def a_product(stage: Stage) -> dict[str, Any]:
    return {"product_id": stage.shelf.product.id}


def a_judgement(stage: Stage) -> dict[str, Any]:
    hung = photo(stage.owner, f"offer:{stage.shelf.offer.id}", published=True, created_at=clock.now())
    return {"id": hung.id, "verb": "bar", "why": "another shop's mark"}
