"""Every page each of us can reach, looked at as a cheap phone shows it.

Nothing reaches past the right edge, in a narrow window or in large type; axe-core finds nothing to mend, by day or by
night; no link leads nowhere. Pages are found by following links, so that a new page is looked at without being named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Installation

STARTS = {
    "guest": ("/", "/search?q=冰箱", "/cart", "/account/sign-in", "/offline", "/second-hand"),
    "buyer": ("/account/", "/orders", "/messages", "/cases", "/account/standing"),
    "seller": (
        "/sell/?shelf=drafts",
        "/sell/",
        "/sell/verification",
        "/sell/cases",
        "/messages",
        "/account/standing",
    ),
    "supplier": ("/supplier/",),
    "admin": ("/admin/",),
}
# Where each of them works; what lies elsewhere is the others' to look at.
GROUNDS = {
    "guest": "/",
    "buyer": "/(account|orders|checkout|messages|cases|second-hand|reports)",
    "seller": "/(sell|messages|cases)",
    "supplier": "/supplier",
    "admin": "/admin",
}
# Sorts of page that look different in each state of what they are about, and how many of them we look at.
MANY_FACES = {
    "/orders/*": 7,
    "/cases/*": 2,
    "/second-hand/*": 2,
    "/sell/listings/*": 7,
    "/sell/orders/*": 3,
    "/admin/moderation/*": 2,
}
NO_PAGES = re.compile(r"\.(csv|xml|txt|ico|svg|jpg|webmanifest)$|/demo-outbox/|/styleguide")
PHONE: ViewportSize = {"width": 360, "height": 640}
NARROW: ViewportSize = {"width": 320, "height": 568}
# WCAG 2.2 A and AA, and what axe calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_NIGHT = ["color-contrast", "link-in-text-block"]
# So that a walk which goes astray does not pass for a clean house.
LEAST_PAGES = {"guest": 8, "buyer": 14, "seller": 14, "supplier": 18, "admin": 24}
AXE = Axe()


@pytest.mark.parametrize(
    ("role", "language"),
    [
        ("guest", "en-GB"),
        ("guest", "zh-CN"),
        ("buyer", "en-GB"),
        ("seller", "zh-CN"),
        ("supplier", "en-GB"),
        ("admin", "en-GB"),
    ],
)
@pytest.mark.usefixtures("second_hand")
def test_every_page(phone: Callable[..., Page], installation: Installation, role: str, language: str) -> None:
    page = phone(language)
    if role != "guest":
        signs_in(page, installation, role)
    wrong: list[str] = []
    waiting = list(STARTS[role])
    seen = Counter(sort_of(url) for url in waiting)
    for url in waiting:  # It grows while we walk along it.
        wrong += [f"{url}: {what}" for what in looks_at(page, url)]
        for link in links_of(page):
            sort = sort_of(link)
            if re.match(GROUNDS[role], link) and seen[sort] < MANY_FACES.get(sort, 1) and link not in waiting:
                seen[sort] += 1
                waiting.append(link)
    assert not wrong, "\n".join(wrong)
    assert len(waiting) >= LEAST_PAGES[role]


def sort_of(url: str) -> str:
    """Say which sort of page it is: one order, one product stands for all."""
    path = re.sub(r"/[^/]*\d[^/]*", "/*", urlsplit(url).path)
    return re.sub(
        r"^/(products|categories|admin/suppliers|admin/settings|supplier/products/new)/[^/]+$", r"/\1/*", path
    )


def links_of(page: Page) -> list[str]:
    """Give the addresses of our own pages that this one links to."""
    hrefs = page.locator("a[href^='/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return [url.split("#")[0] for url in hrefs if not NO_PAGES.search(urlsplit(url).path)]


def looks_at(page: Page, url: str) -> list[str]:
    """Open a page and say all that is wrong with it."""
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour caught on its way
    answer = page.goto(url)
    if answer is None or not answer.ok:
        return [f"answers {answer and answer.status}"]
    wrong = breaks(page, RULES)
    page.emulate_media(color_scheme="dark")
    wrong += [f"by night: {what}" for what in breaks(page, BY_NIGHT)]
    page.set_viewport_size(NARROW)
    wrong += [f"{over(page)} px too wide at 320 px"] * (over(page) > 0)
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return wrong + [f"{over(page)} px too wide in large type"] * (over(page) > 0)


def over(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def breaks(page: Page, rules: list[str]) -> list[str]:
    """Ask axe-core, and tell each rule that is broken with the first place where it is."""
    found = AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']} at {rule['nodes'][0]['target']} ({len(rule['nodes'])}×)" for rule in found]


def signs_in(page: Page, installation: Installation, role: str) -> None:
    who = installation.person(role)
    page.goto("/account/sign-in")
    page.locator("input[name=contact]").fill(who["email"])
    page.locator("button[value=password]").click()
    page.locator("input[type=password]").fill(who["password"])
    page.locator("main form button[type=submit]").first.click()
    if role == "admin":
        page.wait_for_url("**/second-step*")
        page.locator("main input:not([type=hidden])").first.fill(pyotp.TOTP(who["totp_secret"]).now())
        page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/(account|admin|supplier)/$"))
