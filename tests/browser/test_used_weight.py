"""What second-hand's pages cost somebody on a slow network: the same limits as the shop's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_budgets import (
    MOST_COLD,
    MOST_COLD_ELSEWHERE,
    MOST_CSS,
    MOST_HTML,
    MOST_JS,
    MOST_REQUESTS,
    Meter,
)

SHELF = "/second-hand"


@pytest.mark.parametrize("name", [SHELF, "listing", "/sell/"])
@pytest.mark.usefixtures("second_hand")
def test_a_cold_page(phone: Callable[..., Page], name: str) -> None:
    page, most = phone(), MOST_COLD["product"] if name == "listing" else MOST_COLD_ELSEWHERE
    if name == "listing":
        before = phone()
        before.goto(SHELF)
        name = before.locator(".good-title a").first.get_attribute("href") or ""
    meter = Meter(page)
    page.goto(name, wait_until="networkidle")
    assert meter.bytes_of("document") <= MOST_HTML
    assert meter.bytes_of("stylesheet") <= MOST_CSS
    assert meter.bytes_of("script") <= MOST_JS
    assert meter.bytes_of() <= most
    assert len(meter.requests) <= MOST_REQUESTS
