"""People of the second-hand story: at their phones, and the moderator at the desk."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Page, expect
from stdnum.cn import ric

from tests.browser.conftest import Installation
from tests.browser.test_main_story import EN, Reader

PATIENCE = 90_000  # ms until photos are made or money is released, on a busy machine
_serial = count(1)
_staff: list[Any] = []  # the moderator's cookies: their authenticator gives one code every 30 seconds


class Somebody(Reader):
    """A person at a phone, who knows the shop's buttons by what they do."""

    def registers(self, installation: Installation, name: str, to: str) -> None:
        """Open an account on the way to a page that wants one."""
        self.page.goto(f"/account/sign-in?next={to}")
        contact = f"used{next(_serial)}-{time.monotonic_ns()}@example.test"
        self.fill("contact", contact)
        self.press("send code")
        self.fill("code", installation.code_for(contact))
        self.press("continue")
        self.fill("your name", name)
        self.press("open account")
        self.page.wait_for_url(f"**{to}*")

    def sends(self, form: str) -> None:
        """Press the button of the form that goes to this address."""
        self.page.locator(f"form[action$='{form}'] button[type=submit]:visible").first.click()
        self.page.wait_for_load_state()

    def types(self, **said: str) -> None:
        for name, words in said.items():
            self.page.locator(f"main [name={name}]:visible").first.fill(words)

    def picks(self, **said: str) -> None:
        for name, value in said.items():
            self.page.locator(f"main input[name={name}][value='{value}']").check(force=True)

    def goes_on(self) -> None:
        """Press the one button of the foot."""
        self.page.locator(".sticky .button:visible").last.click()
        self.page.wait_for_load_state()

    def shows_photos(self, field: str, files: list[Path], there: int) -> None:
        self.page.locator(f"#{field}-files").set_input_files(files)
        if not self.script:
            self.page.locator(f"#{field} .photo-send button").click()
        expect(self.page.locator(f"#{field} .photo")).to_have_count(there, timeout=PATIENCE)

    def waits_for_part(self, part: str, times: int = 1) -> None:
        deadline = time.monotonic() + PATIENCE / 1000
        while self.page.locator(part).count() < times:
            assert time.monotonic() < deadline, f"{part} did not come to {self.page.url}"
            time.sleep(1)
            self.page.reload()


def signs_in_as_moderator(phone: Callable[..., Page], installation: Installation) -> Page:
    desk = phone(EN)
    if _staff:
        desk.context.add_cookies(_staff)
        return desk
    reader, who = Reader(desk, EN, script=True), installation.person("moderator")
    desk.goto("/account/sign-in")
    reader.fill("contact", who["email"])
    reader.press("use password")
    desk.locator("input[type=password]").fill(who["password"])
    reader.press("sign in")
    desk.locator("main [name=code]").fill(pyotp.TOTP(who["totp_secret"]).now())
    reader.press("continue")
    desk.wait_for_url(re.compile("/(account|admin)/$"))
    _staff.extend(desk.context.cookies())
    return desk


def asks_to_be_verified(seller: Somebody, installation: Installation, card: Path, name: str) -> None:
    """Say who one is, show both sides of the card, send it."""
    seller.registers(installation, "Su", "/sell/verification")
    noise = time.monotonic_ns() // 1000
    digits = f"310104{1960 + noise % 40}01{10 + noise // 40 % 18}{noise // 720 % 1000:03d}"
    seller.types(name=name, number=digits + ric.calc_check_digit(f"{digits}0"), phone="13800138000")
    seller.sends("/sell/verification/claim")
    for i, side in enumerate(("front", "back"), start=1):
        seller.page.locator(f"#photo-{side}").set_input_files(card)
        if not seller.script:
            seller.sends(f"/documents/{side}")
        expect(seller.page.locator("section .badge-good")).to_have_count(i, timeout=PATIENCE)
    seller.sends("/sell/verification")


def lists(seller: Somebody, photos: dict[str, Path], model: str) -> str:
    """Write a listing in six steps and submit it; return its number."""
    page = seller.page
    page.goto("/sell/listings/new")
    page.locator("button[name=category][value=two-door-fridges]").click()
    page.wait_for_url("**/what*")
    number = page.url.split("/listings/")[1].split("/")[0]
    seller.types(brand="Haier", model=model, serial=f"SN{model[4:]}")
    page.locator("[name=made_year]").select_option(str(time.gmtime().tm_year - 2))
    page.locator("[name=made_month]").select_option("3")
    seller.goes_on()
    seller.shows_photos("photos", [photos[name] for name in ("place.jpg", "phone.heic", "turned.jpg")], 3)
    seller.shows_photos("plate", [photos["plate.jpg"]], 1)
    seller.goes_on()
    page.locator("button[name=way][value=all_work]").click()
    page.wait_for_load_state()
    seller.picks(grade="good")
    seller.goes_on()
    seller.types(price="1000", new_price="2600")
    seller.goes_on()
    stands_somewhere(seller)
    seller.goes_on()
    page.wait_for_url(f"**/sell/listings/{number}*")
    seller.sends("/submission")
    return number


def stands_somewhere(seller: Somebody) -> None:
    for name, code in (("province", "42"), ("city", "4201"), ("district", "420102")):
        field = seller.page.locator(f"main select[name={name}]")
        if not seller.script and name != "province":
            seller.page.locator("button[name=way][value=choose]").first.click()
            seller.page.wait_for_load_state()
        field.select_option(code)
    seller.types(street="江汉路 88 号 3 楼")
