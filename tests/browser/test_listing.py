"""Listing a used appliance on a phone: step by step with and without scripts; and through a lost connection."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Installation
from tests.factories.pictures import jpeg

MADE_WITHIN = 60_000  # ms
OFFLINE = "ERR_INTERNET_DISCONNECTED|htmx:"
DRAFT = "**/what/draft"
KEPT = re.compile("Kept in this browser|已存在本机")
SAVED = re.compile("^Saved|^已保存")


def seller(phone: Callable[..., Page], installation: Installation, *device: str, **kind: Any) -> Page:
    """Sign in as the demo's buyer: everybody may write."""
    page, who = phone(*device, **kind), installation.person("buyer")
    page.goto("/account/sign-in")
    page.locator("input[name=contact]").fill(who["email"])
    page.locator("button[value=password]").click()
    page.locator("input[type=password]").fill(who["password"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/account/")
    return page


def starts(page: Page, kind: str = "microwaves") -> str:
    """Begin a draft of this kind; return its number."""
    page.goto("/sell/listings/new")
    choice = page.locator(f"button[name=category][value={kind}]")
    page.locator("details.kind", has=choice).locator("summary").click()
    choice.click()
    page.wait_for_url("**/what")
    return page.url.split("/")[-2]


def goes_on(page: Page, to: str) -> None:
    page.locator(".sticky .button-main").click()
    page.wait_for_url(f"**{to}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_from_the_rating_plate_to_the_preview(
    phone: Callable[..., Page], installation: Installation, tmp_path: Path, language: str, script: bool
) -> None:
    page = seller(phone, installation, language, script=script)
    number = starts(page)
    page.locator("#brand").fill("Midea")
    page.locator("#model").fill("M1-L213B")
    page.locator("#made_year").select_option(index=3)
    page.locator("#made_month").select_option("5")
    goes_on(page, "/photos")
    sends_photos(page, tmp_path, script=script)
    goes_on(page, "/condition")
    page.locator("button[value=all_work]").click()
    page.wait_for_load_state()
    page.locator("input[name=grade][value=good]").check()
    goes_on(page, "/price")
    page.locator("#new_price").fill("499")
    page.locator("#price").fill("180")
    goes_on(page, "/handover")
    lives_in_shanghai(page, script=script)
    goes_on(page, f"/sell/listings/{number}")
    expect(page.locator(".notice-good")).to_be_visible()
    expect(page.locator(".product-price")).to_contain_text("180")
    page.goto("/sell/")
    expect(page.locator(f"main a[href='/sell/listings/{number}']")).to_contain_text("Midea M1-L213B")


def sends_photos(page: Page, folder: Path, *, script: bool) -> None:
    files = [folder / f"{n}.jpg" for n in range(4)]
    for n, file in enumerate(files):
        file.write_bytes(jpeg(900, 700 + n, shade=40 * n))
    for part, few in (("#photos", files[:3]), ("#plate", files[3:])):
        page.locator(f"{part}-files").set_input_files(few)
        if not script:
            page.locator(f"{part} .photo-send button").click()
        expect(page.locator(f"{part} .photo")).to_have_count(len(few), timeout=MADE_WITHIN)


def lives_in_shanghai(page: Page, *, script: bool) -> None:
    for name, code in (("province", "31"), ("city", "3101"), ("district", "310104")):
        page.locator(f"#{name} option[value='{code}']").wait_for(state="attached")
        page.locator(f"#{name}").select_option(code)
        further = page.locator("button[value=choose]")
        if not script and further.count():  # else their own address stands there already
            further.first.click()
            page.wait_for_load_state()
    page.locator("#street").fill("衡山路 1 号")


def writes(page: Page) -> Locator:
    """Have the first words of a draft saved; return where the page says so."""
    model, kept = page.locator("#model"), page.locator("#kept")
    page.locator("#brand").fill("Galanz")
    with page.expect_response(DRAFT):
        model.fill("P70")
        model.blur()
    expect(kept).to_have_text(SAVED)
    return kept


def types(page: Page, model: str, kept: Locator) -> None:
    with page.expect_event("requestfailed", lambda request: model in (request.post_data or "")):
        page.locator("#model").fill(model)
        page.locator("#model").blur()
    expect(kept).to_have_text(KEPT)


def test_a_draft_outlives_the_connection(phone: Callable[..., Page], installation: Installation) -> None:
    page = seller(phone, installation, bears=OFFLINE)
    number = starts(page)
    kept = writes(page)
    page.route(DRAFT, lambda route: route.abort("internetdisconnected"))
    types(page, "P70F20", kept)
    # The phone is put away; the page is opened again where there is a connection.
    page.goto("about:blank")
    page.unroute(DRAFT)
    with page.expect_response(DRAFT):
        page.goto(f"/sell/listings/{number}/what")
        assert page.locator("#model").input_value() == "P70F20"
    expect(kept).to_have_text(SAVED)
    other = seller(phone, installation)
    other.goto(f"/sell/listings/{number}/what")
    assert other.locator("#model").input_value() == "P70F20"


def test_kept_changes_are_asked_about_where_the_server_has_something_later(
    phone: Callable[..., Page], installation: Installation
) -> None:
    def arrives_unanswered(route: Route) -> None:
        route.fetch()
        route.abort("internetdisconnected")

    page = seller(phone, installation, bears=OFFLINE)
    number = starts(page)
    for choice, left in (("use", "P70F22"), ("leave", "P70F21")):
        kept = writes(page)
        page.route(DRAFT, arrives_unanswered)
        types(page, "P70F21", kept)
        page.unroute(DRAFT)
        page.route(DRAFT, lambda route: route.abort("internetdisconnected"))
        types(page, "P70F22", kept)
        page.unroute(DRAFT)
        page.goto(f"/sell/listings/{number}/what")
        assert page.locator("#model").input_value() == "P70F21"
        page.locator(f"#kept-ask button[value={choice}]").click()
        expect(page.locator("#kept-ask")).to_be_hidden()
        assert page.locator("#model").input_value() == left
        expect(kept).to_have_text(SAVED)
        page.reload()
        assert page.locator("#model").input_value() == left
        expect(page.locator("#kept-ask")).to_be_hidden()
