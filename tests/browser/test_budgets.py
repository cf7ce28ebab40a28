"""What a page costs somebody on a slow network, measured in the browser: bytes on the wire, requests, hosts."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import Installation

KB = 1024
PAGES = (
    "/",
    "/search",
    "/search?q=冰箱",
    "/categories/refrigerators",
    "product",
    "/cart",
    "/account/sign-in",
    "compare",
)
MOST_HTML, MOST_CSS, MOST_JS, MOST_REQUESTS = 14 * KB, 10 * KB, 20 * KB, 30
MOST_COLD = {"product": 160 * KB}
MOST_COLD_ELSEWHERE = 120 * KB
MOST_REPEATED = 15 * KB


class Meter:
    """Counts what comes over the wire to one page."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        page.on("requestfinished", self._note)

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def bytes_of(self, *kinds: str) -> int:
        wanted = [r for r in self.requests if not kinds or r.resource_type in kinds]
        return sum(r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"] for r in wanted)


@pytest.fixture
def address(phone: Callable[..., Page]) -> Callable[[str], str]:
    """Turn a page's name into its address, with products that are on the shelf."""

    def of(name: str) -> str:
        if name not in {"product", "compare"}:
            return name
        page = phone()
        page.goto("/search?q=fridge")
        links = [
            urlsplit(a.get_attribute("href") or "").path for a in page.locator(".good-title a").all()[:4]
        ]
        return (
            links[0]
            if name == "product"
            else "/compare?" + "&".join("p=" + url.rsplit("/", 1)[1] for url in links)
        )

    return of


@pytest.mark.parametrize("name", PAGES)
def test_a_cold_page(
    phone: Callable[..., Page], installation: Installation, address: Callable[[str], str], name: str
) -> None:
    page = phone()
    meter = Meter(page)
    page.goto(address(name), wait_until="networkidle")
    assert meter.bytes_of("document") <= MOST_HTML
    assert meter.bytes_of("stylesheet") <= MOST_CSS
    assert meter.bytes_of("script") <= MOST_JS
    assert meter.bytes_of("font") == 0
    assert meter.bytes_of() <= MOST_COLD.get(name, MOST_COLD_ELSEWHERE)
    assert len(meter.requests) <= MOST_REQUESTS
    assert {urlsplit(r.url).netloc for r in meter.requests} == {urlsplit(installation.url).netloc}


@pytest.mark.parametrize("name", ["/", "/categories/refrigerators", "product"])
def test_a_repeated_view(phone: Callable[..., Page], address: Callable[[str], str], name: str) -> None:
    page = phone()
    url = address(name)
    page.goto(url, wait_until="networkidle")
    meter = Meter(page)
    page.goto(url, wait_until="networkidle")
    assert meter.bytes_of() <= MOST_REPEATED


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_nothing_scrolls_sideways_at_320(
    phone: Callable[..., Page], address: Callable[[str], str], name: str, language: str
) -> None:
    page = phone(language)
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(address(name))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
