"""A case in the browser: the buyer complains, the other side answers, and the money goes where they agree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.domains.aftersales.models import Case
from marketplace.domains.photos.models import Photo
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.cases.jobs import end_cases
from marketplace.journeys.photos.make import make_photo
from tests import cast
from tests.factories import dealing, paying, used
from tests.factories.pictures import jpeg
from tests.factories.quarrelling import complains, escalated
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client

WORDS = "It does not cool below 12 degrees."


def test_from_the_complaint_to_the_refund(client: Client) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    order = dealing.used_handed_over(used.listing(mei, price=1000_00), by=Buyer(person=ming))
    client.as_(ming)
    page = client.get(f"/orders/{order.number}").is_(200).click("Something is wrong")
    page = (
        page.form(button="Open the case")
        .fill(reason="broken", wish="part", wished="200", words=WORDS)
        .submit("Open the case")
    )
    page.is_(200).says(WORDS, "The other side answers by", "We hold")
    case = session.query(Case).one()
    client.get(f"/orders/{order.number}").says("Frozen", "A case is open", "To the case").hides(
        "Confirm receipt"
    )
    client.as_(mei)
    client.get("/sell/cases").says("It is broken or does not work", "Answer by")
    client.get(f"/sell/orders/{order.number}").says("To the case", "Answer by")
    page = client.get(f"/cases/{case.number}").says(WORDS, "Answer by", "Ming")
    page = page.form(button="Answer").fill(words="It was fine here.").submit("Answer").is_(200)
    page.says("It was fine here.", "Both sides can show", "The buyer gets ¥200.00, you get ¥750.00.")
    page.press("Yes, I agree").is_(200).says("Closed", "goes back to the buyer")
    client.as_(ming)
    client.get(f"/cases/{case.number}").says("The other side agrees", "Part to the buyer")
    client.get("/cases").says("Closed")


def test_a_suppliers_people_see_it_and_only_they(client: Client) -> None:
    ming, shelf = cast.person("Ming"), cast.shelf()
    worker, rival = cast.worker_of(shelf.supplier), cast.worker_of(cast.supplier("Rival"))
    case = complains(paying.delivered_order(shelf, by=Buyer(person=ming)))
    client.as_(worker)
    client.get("/supplier/cases").is_(200).says("Cases", "Answer by")
    client.get(f"/cases/{case.number}").is_(200).says("It does not cool.")
    client.as_(rival)
    client.get("/supplier/cases").hides("It is broken")
    client.get(f"/cases/{case.number}").is_(404)
    assert session.get_one(Supplier, shelf.supplier.id)


def test_photos_are_for_both_sides_and_nobody_else(client: Client) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    case = complains(dealing.used_handed_over(used.listing(mei), by=Buyer(person=ming)))
    client.as_(ming)
    page = client.get(f"/cases/{case.number}").form(button="Send photos")
    sent = client.post(page.action, {"photos": (jpeg(), "crack.jpg")}).is_(200)
    photo = session.query(Photo).one()
    make_photo(photo_id=photo.id, at=clock.now())
    sent.hides("crack.jpg")
    picture = f"/media/{photo.token}/320.jpg"
    client.get(f"/cases/{case.number}").says("Photos with your last words")
    for who, status in (
        (ming, 200),
        (mei, 200),
        (cast.person(), 404),
        (cast.admin(permissions=("cases",)), 200),
    ):
        client.as_(who)
        client.get(picture).is_(status)
    client.as_(mei)
    client.post(page.action, {"photos": (jpeg(), "x.jpg")}).is_(404)


def test_what_was_typed_stays_in_the_form(client: Client) -> None:
    ming = cast.person("Ming")
    order = dealing.used_handed_over(by=Buyer(person=ming))
    client.as_(ming)
    page = client.get(f"/orders/{order.number}/case")
    page = (
        page.form(button="Open the case")
        .fill(reason="broken", wish="part", words=WORDS)
        .submit("Open the case")
    )
    page.is_(422).says(WORDS, "above zero")


def test_time_stands_on_the_page(client: Client) -> None:
    ming = cast.person("Ming")
    case = escalated(dealing.used_handed_over(by=Buyer(person=ming)))
    client.as_(ming)
    client.get(f"/cases/{case.number}").says("Coolspot decides by")
    with clock.travel(timedelta(days=60, minutes=1)):
        end_cases()
    client.get(f"/cases/{case.number}").says("Nobody decided in time", "All money back to the buyer")


def test_in_chinese(client: Client) -> None:
    ming = cast.person("Ming", language="zh")
    case = complains(dealing.used_handed_over(by=Buyer(person=ming)), "return")
    client.as_(ming, language="zh")
    client.get(f"/cases/{case.number}").says("退货并全额退款", "损坏或无法使用", "对方")


def test_opinions_are_blind_until_both_wrote(client: Client) -> None:
    ming, mei = cast.person("Ming"), used.seller("Mei")
    order = dealing.used_completed(used.listing(mei), by=Buyer(person=ming))
    client.as_(ming)
    page = client.get(f"/orders/{order.number}").click("Say how they were").says("How was Mei?")
    page.form(button="Send").fill(stars="4", words="A quiet fridge.").submit("Send").is_(200).says(
        "A quiet fridge."
    )
    client.as_(mei)
    page = client.get(f"/sell/orders/{order.number}").hides("A quiet fridge.")
    page = page.click("Say how they were").says("How was Ming?")
    page.form(button="Send").fill(stars="5").submit("Send").is_(200).says("A quiet fridge.")
