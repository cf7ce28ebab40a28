"""A supplier with an owner and a clerk, one thing on its shelf, and a competitor who must not see any of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests import cast

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.domains.accounts.models import Person
    from marketplace.domains.suppliers.models import Supplier


@dataclass(frozen=True)
class Company:
    """Who works there and what they sell."""

    supplier: Supplier
    owner: Person
    clerk: Person
    shelf: cast.Shelf


@pytest.fixture
def company(house: Flask) -> Company:
    supplier = cast.supplier("Northwind")
    owner = cast.worker_of(supplier, "Wei")
    clerk = cast.worker_of(supplier, "Lan", role="clerk")
    return Company(supplier, owner, clerk, cast.shelf(of=supplier, price=289_900))
