"""What a seller receives is said wherever a price is chosen, by the rule an order will be fixed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.catalog.models import Category
from marketplace.domains.orders.commission import set_rate
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used
from tests.factories.dealing import buys, proposes
from tests.factories.shopping import Buyer
from tests.portals.seller.conftest import again, leaf, on_shelf, whole_draft
from tests.portals.storefront.test_second_hand import last_order, seller_of

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client


def asks_of(category: Category, basis_points: int) -> None:
    set_rate(supplier_id=None, category_id=category.id, basis_points=basis_points, at=clock.now())
    session.commit()


def test_it_is_said_while_a_price_is_typed_and_after_it_was_saved(client: Client, mei: Person) -> None:
    row = whole_draft(mei, price=1000_00)
    page = client.get(f"/sell/listings/{row.number}/price").says(
        "You receive ¥950.00 of ¥1,000.00; commission 5%"
    )
    live = page.one("p", id="earning").get("hx-get", "")
    client.get(f"{live}?price=2,000", htmx=True).says("You receive ¥1,900.00 of ¥2,000.00; commission 5%")
    client.get(f"{live}?price=much", htmx=True).says("Write a price")
    client.get(f"{live}?price=-5", htmx=True).says("Write a price")
    saved = page.form(button="Save and go on").fill(price="600").submit("Save and go on").is_(200)
    assert again(row).price == 600_00
    client.get(f"/sell/listings/{row.number}").says("You receive ¥570.00 of ¥600.00; commission 5%")
    assert saved.url.endswith("/handover")
    mei.language = "zh"
    session.commit()
    client.get(f"/sell/listings/{row.number}").says("你到手 ¥570.00", "佣金 5%")


def test_before_a_price_is_known_it_asks_for_one(client: Client, mei: Person) -> None:
    row = whole_draft(mei, price=0)
    client.get(f"/sell/listings/{row.number}/price").says("Write a price to see what you receive.")
    client.get(f"/sell/listings/{row.number}").hides("You receive")


def test_a_category_has_its_own_rate_and_its_department_one_for_the_rest(client: Client, mei: Person) -> None:
    fridges = leaf("three-door-fridges")
    asks_of(session.get_one(Category, fridges.parent_id), 700)
    row = whole_draft(mei, price=1000_00)
    client.get(f"/sell/listings/{row.number}").says("You receive ¥930.00 of ¥1,000.00; commission 7%")
    asks_of(fridges, 300)
    client.get(f"/sell/listings/{row.number}").says("You receive ¥970.00 of ¥1,000.00; commission 3%")


def test_the_order_is_fixed_by_what_was_said(client: Client, mei: Person) -> None:
    asks_of(leaf("three-door-fridges"), 333)
    row = on_shelf(mei, price=999_99)
    client.get(f"/sell/listings/{row.number}/edit").says("You receive ¥966.69 of ¥999.99; commission 3.33%")
    buys(row, Buyer())
    order = last_order()
    assert (order.commission_basis_points, order.goods - order.commission) == (333, 966_69)


def test_an_offer_is_answered_knowing_what_it_brings(client: Client) -> None:
    listing = used.listing(price=1000_00)
    proposes(listing, 800_00, Buyer())
    proposes(listing, 700_00, Buyer(cast.person("Lan")))
    seller = client.another(seller_of(listing))
    with seller.sql(9):
        page = seller.get("/sell/proposals")
    page.says("You receive ¥760.00 of ¥800.00", "You receive ¥665.00 of ¥700.00")
    counter = seller.get(page.all("a", class_="button-quiet")[0].get("href", "")).says(
        "You receive ¥665.00 of ¥700.00", "Write a price to see"
    )
    live = counter.one("p", id="earning").get("hx-get", "")
    seller.get(f"{live}?amount=900", htmx=True).says("You receive ¥855.00 of ¥900.00")
    counter.form(button="Send the price").fill(amount="900").submit("Send the price").says(
        "You receive ¥855.00"
    )


def test_a_buyer_does_not_read_what_the_seller_receives(client: Client) -> None:
    listing, ming = used.listing(price=1000_00), Buyer()
    proposes(listing, 800_00, ming)
    client.as_(ming.person)
    client.get(f"/second-hand/{listing.number}").says("¥800.00").hides("You receive")
