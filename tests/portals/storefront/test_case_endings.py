"""How a case ends, as both sides and staff read it: what each gets, who said so, and where the goods are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.accounts.models import Person
from marketplace.foundation.db import session
from marketplace.journeys import jobs
from tests import cast
from tests.factories import dealing, used
from tests.factories.quarrelling import complains, decides, escalated, staff
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client


@pytest.mark.parametrize(
    ("verdict", "parts", "goods", "yours"),
    [
        (("refund", None), ("¥1,000.00", "¥0.00"), "stay with the buyer", "¥0.00"),
        (("split", 980_00), ("¥980.00", "¥0.00"), "stay with the buyer", "¥0.00"),
        (("split", 200_00), ("¥200.00", "¥750.00"), "stay with the buyer", "¥750.00"),
        (("release", None), ("¥0.00", "¥950.00"), "stay with the buyer", "¥950.00"),
        (("return", None), ("¥1,000.00", "¥0.00"), "go back to Mei", "¥950.00"),  # not back yet
    ],
)
def test_a_decision_says_who_decided_and_what_each_gets(
    client: Client, verdict: tuple[str, int | None], parts: tuple[str, str], goods: str, yours: str
) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    order = dealing.used_handed_over(used.listing(mei, price=1000_00), by=Buyer(person=ming))
    case = escalated(order)
    decides(case, *verdict, by=staff())
    jobs.release_orders()
    back, rest = parts
    for who in (ming, mei, cast.admin(permissions=("cases",))):
        where = "/admin/cases" if who not in (ming, mei) else "/cases"
        page = client.as_(who).get(f"{where}/{case.number}").is_(200)
        page.says(f"Back to the buyer {back}", f"To Mei, less commission {rest}", goods, "Coolspot ·")
    client.as_(mei).get(f"/sell/orders/{order.number}").says(f"Yours {yours}")


def test_what_a_released_order_gives_back_comes_out_of_its_payees_balance(client: Client) -> None:
    mei = used.seller("Mei")
    order = dealing.used_completed(used.listing(mei, price=1000_00))
    decides(escalated(order), "refund")
    page = client.as_(mei).get(f"/sell/orders/{order.number}").says("Yours −¥50.00")
    page.says(
        "¥1,000.00 went back to the buyer; −¥50.00 is left of the order", "Money was given back: ¥1,000.00"
    )
    page = client.as_(session.get_one(Person, order.buyer_id)).get(f"/orders/{order.number}")
    page.says("¥1,000.00 of what you paid went back to you").hides("Released to the seller on")
    client.as_(mei)
    client.get("/sell/balance").says("−¥50.00 to be made up for", f"Refund after release {order.number}")


def test_the_goods_go_back_to_the_last_step(client: Client) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    order = dealing.used_handed_over(used.listing(mei, price=1000_00), by=Buyer(person=ming))
    case = complains(order, "return")
    client.as_(mei).get(f"/cases/{case.number}").press("Yes, I agree").says("The buyer gives it back by")
    page = client.as_(ming).get(f"/cases/{case.number}").says("Mei ·", "Until then we hold ¥1,000.00.")
    page.hides("without any decision")
    form = page.form(button="It is on its way back").fill(way="pickup", details="   ")
    page = form.submit("It is on its way back").is_(422)
    assert page.one("input", name="details").get("aria-invalid") == "true"
    form = page.form(button="It is on its way back").fill(details="A friend of Mei's, on Sunday")
    form.submit("It is on its way back").is_(200).says("A friend of Mei's", "The other side confirms by")
    page = client.as_(mei).get(f"/cases/{case.number}").press("It is back and right").is_(200)
    page.says("go back to Mei", "Its listing is a draft again").click("To the drafts").says("Draft")


def test_a_refused_photo_leaves_the_way_to_look_at_the_case_again(client: Client) -> None:
    ming = cast.person("Ming")
    case = complains(dealing.used_handed_over(by=Buyer(person=ming)))
    page = client.as_(ming).get(f"/cases/{case.number}").form(button="Send photos")
    page = client.post(page.action, {"photos": (b"hello", "notes.jpg")}).is_(422)
    here = page.one("div", class_="photos").get("data-here")
    assert here == f"/cases/{case.number}"
    client.get(str(here)).is_(200)


def test_what_came_back_otherwise_is_undecided_again(client: Client) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    order = dealing.used_handed_over(used.listing(mei, price=1000_00), by=Buyer(person=ming))
    case = complains(order, "return")
    client.as_(mei).get(f"/cases/{case.number}").press("Yes, I agree").says("Decision")
    form = client.as_(ming).get(f"/cases/{case.number}").form(button="It is on its way back")
    form.fill(way="pickup", details="A friend of Mei's").submit("It is on its way back").is_(200)
    form = (
        client.as_(mei)
        .get(f"/cases/{case.number}")
        .form(button="It is not back, or not right: Coolspot decides")
    )
    form.fill(words="Its door is cracked.").submit("It is not back, or not right: Coolspot decides").is_(200)
    for who in (ming, mei):
        page = (
            client.as_(who).get(f"/cases/{case.number}").says("Coolspot decides by", "Its door is cracked.")
        )
        page.hides("Withdrawn by the buyer", "The other side agrees", "Back to the buyer")
    page = client.as_(cast.admin(permissions=("cases",))).get(f"/admin/cases/{case.number}")
    page.hides("Withdrawn by the buyer")
