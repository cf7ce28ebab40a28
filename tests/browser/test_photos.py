"""Photos from a phone: each travels by itself with the script, all at once without it; then buyers see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Installation
from tests.factories.pictures import jpeg

MADE_WITHIN = 60_000  # ms; a photo takes one second, and a busy machine has others to make
LONGEST_SENT = 700_000  # bytes of a photo the phone made smaller


@pytest.fixture
def desk(phone: Callable[..., Page], installation: Installation) -> Callable[..., Page]:
    def signed_in(*, script: bool) -> Page:
        page, who = phone(script=script), installation.person("supplier")
        page.goto("/account/sign-in")
        page.get_by_label("E-mail or mobile number").fill(who["email"])
        page.get_by_role("button", name="Use my password").click()
        page.locator("input[type=password]").fill(who["password"])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/supplier/")
        return page

    return signed_in


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_photos_are_sent_made_and_seen(
    desk: Callable[..., Page], tmp_path: Path, script: bool, installation: Installation
) -> None:
    files = [tmp_path / "front.jpg", tmp_path / "inside.jpg"]
    files[0].write_bytes(jpeg(4032, 3024, orientation=6, place=True))
    files[1].write_bytes(jpeg(900, 700, shade=50))
    page = desk(script=script)
    sent: list[int] = []
    page.on(
        "request",
        lambda asked: sent.append(len(asked.post_data_buffer or b"")) if asked.method == "POST" else None,
    )
    page.goto("/supplier/offers")
    links = page.locator("a[href*='/supplier/offers/']").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    offer = [link for link in links if re.fullmatch(r"/supplier/offers/\d+", link)][0 if script else 1]
    page.goto(f"{offer}/photos")
    page.get_by_label("Add photos").set_input_files(files)
    if not script:
        page.get_by_role("button", name="Send photos").click()
    expect(page.locator(".photo")).to_have_count(2, timeout=MADE_WITHIN)
    if script:
        assert len(sent) == 2, "each travels by itself"
        assert max(sent) < LONGEST_SENT, "made smaller on the phone"
        expect(page.get_by_role("button", name="Send photos")).to_be_hidden()
    for _ in range(30):
        if page.locator(".photo img").count() == 2:
            break
        page.wait_for_timeout(1000)
        if not script:
            page.reload()
    pictures = page.locator(".photo img")
    expect(pictures).to_have_count(2)
    assert pictures.first.evaluate(
        "image => image.decode().then(() => image.naturalHeight > image.naturalWidth)"
    )
    page.get_by_role("button", name="Photo 2: move forward").click()
    if script:
        expect(page.get_by_role("button", name="Photo 1: move back")).to_be_focused()
    else:
        page.wait_for_url("**/photos#photo-*")
    page.get_by_role("button", name="Photo 2: take off").click()
    expect(page.locator(".photo")).to_have_count(1)
    page.get_by_role("link", name="As buyers see it").click()
    expect(page.locator(".gallery img")).to_have_count(1)
    shown = page.locator(".gallery img").evaluate("image => image.decode().then(() => image.currentSrc)")
    assert shown.endswith(".avif")
    assert "/media/" in shown
