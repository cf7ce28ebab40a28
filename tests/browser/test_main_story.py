"""The main job on a cheap phone, from search to release: with and without scripts, in both languages."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Installation

PATIENCE = 90
_serial = count(1)
EN = "en-GB"
# What the pages say: English and Chinese.
SAYS = {
    "contact": ("E-mail or mobile number", "邮箱或手机号"),
    "send code": ("Send me a code", "获取验证码"),
    "use password": ("Use my password", "用密码登录"),
    "password": ("Password", "密码"),
    "sign in": ("Sign in", "登录"),
    "code": ("Six-digit code", "六位验证码"),
    "continue": ("Continue", "继续"),
    "your name": ("Your name", "怎么称呼你"),
    "open account": ("Open the account", "开通"),
    "add": ("Add to cart", "加入购物车"),
    "go to checkout": ("Go to checkout", "去结算"),
    "new address": ("Add an address", "添加地址"),
    "recipient": ("Recipient", "收货人"),
    "phone": ("Phone", "电话"),
    "province": ("Province", "省 / 直辖市 / 自治区"),
    "city": ("City", "城市"),
    "district": ("District", "区县"),
    "cities": ("Show its cities", "显示城市"),
    "districts": ("Show its districts", "显示区县"),
    "street": ("Street, number, floor and door", "详细地址（街道、门牌、楼层、房号）"),
    "save": ("Save", "保存"),
    "order": ("Order and pay", "下单并付款"),
    "arrived": ("Thank you, your payment has arrived", "谢谢，款项已到"),
    "held": ("We hold", "平台保管中"),
    "confirm": ("Confirm receipt", "确认收货"),
    "release": ("Yes, release the money", "没问题，放款"),
    "released": ("Released to the supplier on", "已付给商家"),
    "review": ("Write a review", "写评价"),
    "publish": ("Publish", "发布"),
    "thanks": ("Thank you. Your review", "谢谢，你的评价"),
}


class Reader:
    """Somebody at a phone who knows which word to press."""

    def __init__(self, page: Page, language: str, *, script: bool) -> None:
        self.page, self.script, self._column = page, script, 0 if language == EN else 1

    def word(self, name: str) -> str:
        return SAYS[name][self._column]

    def press(self, name: str) -> None:
        spelled = re.compile(f"^{re.escape(self.word(name))}$")
        button = self.page.get_by_role("button", name=spelled).or_(
            self.page.get_by_role("link", name=spelled)
        )
        button.locator("visible=true").last.click()
        self.page.wait_for_load_state()

    def fill(self, name: str, text: str) -> None:
        self.page.get_by_label(self.word(name), exact=False).locator("visible=true").first.fill(text)

    def choose(self, name: str, code: str) -> None:
        self.page.get_by_label(self.word(name), exact=False).locator("visible=true").first.select_option(code)

    def sees(self, name: str) -> None:
        expect(self.page.get_by_text(self.word(name)).first).to_be_visible()

    def waits_for(self, name: str) -> None:
        """Look again until it is there, as somebody without scripts must."""
        deadline = time.monotonic() + PATIENCE
        while not self.page.get_by_text(self.word(name)).first.is_visible():
            assert time.monotonic() < deadline, f"{self.word(name)!r} did not come to {self.page.url}"
            time.sleep(1)
            self.page.reload()

    def pays(self) -> str:
        """Pay what was just ordered at the payment company and open the order; return its number."""
        self.page.wait_for_url("**/c/pay/**")
        self.page.get_by_role("button").first.click()
        self.page.wait_for_url("**/thanks*")
        self.waits_for("arrived")
        self.page.locator("main a[href*='/orders/']").first.click()
        self.sees("held")
        return self.page.url.rsplit("/", 1)[1].split("?")[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", [EN, "zh-CN"])
def test_from_search_to_release(
    phone: Callable[..., Page], installation: Installation, language: str, script: bool
) -> None:
    buyer = Reader(phone(language, script=script), language, script=script)
    number = buys(buyer, installation)
    supplies(phone, installation, number)
    confirms(buyer, number)
    paid_less_commission(phone, installation, number)


def buys(buyer: Reader, installation: Installation) -> str:
    """Find a fridge as a guest, register on the way, give an address, pay; return the order's number."""
    page = buyer.page
    page.goto("/search?q=冰箱")
    page.locator(".good-title a").first.click()
    buyer.press("add")
    page.goto("/cart")
    buyer.press("go to checkout")
    contact = f"reader{next(_serial)}-{time.monotonic_ns()}@example.test"
    buyer.fill("contact", contact)
    buyer.press("send code")
    buyer.fill("code", installation.code_for(contact))
    buyer.press("continue")
    buyer.fill("your name", "Xia")
    buyer.press("open account")
    page.wait_for_url("**/checkout*")
    gives_an_address(buyer)
    buyer.press("order")
    return buyer.pays()


def gives_an_address(buyer: Reader) -> None:
    if not buyer.script:
        buyer.page.get_by_role("button", name=buyer.word("new address")).first.click()
    buyer.fill("recipient", "夏琳")
    buyer.fill("phone", "13800138000")
    buyer.choose("province", "42")  # 湖北省 武汉市 江岸区
    if not buyer.script:
        buyer.press("cities")
    buyer.choose("city", "4201")
    if not buyer.script:
        buyer.press("districts")
    buyer.choose("district", "420102")
    buyer.fill("street", "江汉路 88 号 3 楼")
    # With a script the button at the foot of the page saves what was typed; it stands where the thumb is.
    buyer.page.locator(".sticky button").click() if buyer.script else buyer.press("save")
    buyer.page.wait_for_url("**/checkout?address=*")


def signs_in(phone: Callable[..., Page], installation: Installation, role: str) -> Reader:
    who = installation.person(role)
    reader = Reader(phone(EN), EN, script=True)
    reader.page.goto("/account/sign-in")
    reader.fill("contact", who["email"])
    reader.press("use password")
    reader.page.locator("input[type=password]").fill(who["password"])
    reader.press("sign in")
    reader.page.wait_for_url(re.compile("/(account|supplier)/$"))
    return reader


def supplies(phone: Callable[..., Page], installation: Installation, number: str) -> None:
    """Accept and ship the order at the supplier's desk."""
    desk = signs_in(phone, installation, "supplier").page
    desk.goto(f"/supplier/orders/{number}")
    desk.get_by_role("button", name=re.compile("Accept")).first.click()
    desk.goto(f"/supplier/orders/{number}/shipment")
    desk.get_by_label("Carrier").select_option("sf")
    desk.get_by_label("Tracking number").fill(f"SF{time.monotonic_ns()}"[:18])
    desk.locator("[name^=serials]").first.fill(f"SN{time.monotonic_ns()}")
    desk.get_by_role("button", name=re.compile("Ship|sent")).first.click()
    expect(desk.get_by_text("On its way").first).to_be_visible()


def confirms(buyer: Reader, number: str) -> None:
    """Wait for the parcel, confirm, review."""
    buyer.page.goto(f"/orders/{number}")
    buyer.waits_for("confirm")
    buyer.press("confirm")
    buyer.press("release")
    buyer.waits_for("released")
    buyer.page.reload()
    buyer.press("review")
    buyer.page.locator("input[name=stars][value='5']").check(force=True)
    buyer.press("publish")
    buyer.sees("thanks")


def paid_less_commission(phone: Callable[..., Page], installation: Installation, number: str) -> None:
    """See the order's release in the supplier's statement, less commission."""
    desk = signs_in(phone, installation, "supplier").page
    desk.goto(f"/supplier/orders/{number}")
    expect(desk.get_by_text("commission").first).to_be_visible()
    desk.goto("/supplier/balance")
    expect(desk.get_by_text(number).first).to_be_visible()
