from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.client import Client
from tests.try_out import tried
from tests.web import trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture(scope="package")
def second(app: Flask) -> Iterator[Flask]:
    """Yield an app with the trial portal beside the house's own."""
    with tried(app, trial.portal) as second:
        second.config["SHOW_ERROR_PAGES"] = True
        yield second


@pytest.fixture
def visitor(second: Flask, house: Flask) -> Client:
    second.extensions["pagecache"].shelf.clear()
    return Client(second)
