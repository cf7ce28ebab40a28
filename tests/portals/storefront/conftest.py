"""A shelf with fridges on it, a buyer, and a till that takes no money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments import provider as room
from marketplace.domains.payments.provider import use_provider
from tests import cast
from tests.client import Client
from tests.domains.catalog import shelf
from tests.factories.shopping import Buyer
from tests.factories.till import Till

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.client import Client


@pytest.fixture
def stocked(client: Client) -> Client:
    shelf.plant()
    shelf.stand(*shelf.FRIDGES, of=cast.supplier("Northwind"))
    return client


@pytest.fixture
def till() -> Iterator[Till]:
    before, found = room._make[:], Till()
    use_provider(lambda: found)
    yield found
    room._make[:], room._made[:] = before, []


@pytest.fixture
def buyer(client: Client) -> Buyer:
    found = Buyer()
    client.as_(found.person)
    return found
