"""A supplier's people accept, ship and call off orders, in pages."""

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.queries import units_of
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.suppliers.models import WorkAccount
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.quarrelling import returns
from tests.factories.shopping import Buyer, stock_of, wish
from tests.portals.supplier.conftest import Company


def ordered(company: Company, *, quantity: int = 1) -> Order:
    checkout = Buyer().places(wish(company.shelf, quantity))
    paying.pays(checkout)
    return session.query(Order).filter_by(checkout_id=checkout.id).one()


def test_an_unpaid_order_is_not_the_suppliers_yet(client: Client, company: Company) -> None:
    Buyer().places(wish(company.shelf))
    number = session.query(Order).one().number
    client.as_(company.clerk)
    client.get("/supplier/orders").hides(number, "13800138000").says(
        "Orders stand here once buyers have paid"
    )
    client.get(f"/supplier/orders/{number}").is_(404)


def test_the_queue_by_tab_words_and_district(client: Client, company: Company) -> None:
    first, second = ordered(company), ordered(company)
    client.as_(company.clerk).get("/supplier/orders")
    with client.sql(5):
        page = client.get("/supplier/orders?shelf=to_accept").is_(200)
    page.says(first.number, second.number, "徐汇区").hides("衡山路", "+86138")
    assert page.words.index(first.number) < page.words.index(second.number)
    client.get("/supplier/orders?q=徐汇").says(first.number)
    client.get("/supplier/orders?q=衡山路").says("No order fits that")
    client.get(f"/supplier/orders?q={first.number.lower()}").says(first.number).hides(second.number)
    client.get("/supplier/orders?shelf=nonsense").is_(200)
    client.get("/supplier/orders?shelf=to_ship").says("Nothing waits here")


def test_accepting_and_shipping_to_the_last_serial_number(client: Client, company: Company) -> None:
    order = ordered(company, quantity=2)
    client.as_(company.clerk).get(f"/supplier/orders/{order.number}")
    with client.sql(8):
        page = client.get(f"/supplier/orders/{order.number}")
    page.says("Accept by", "What you get", "Ship to", "衡山路", "MAIN", "The commission was fixed")
    page = page.press("Accept").says("Accepted. Ship it in time", "Being packed")
    page = page.click("Ship")
    line = line_of(order)
    form = page.form(button="Ship").fill({f"serials_{line}": "SN-0001", "tracking_number": "SF0012345678"})
    short = form.submit("Ship").is_(422).says("Enter 2 serial numbers, one for each piece; there are 1.")
    assert "SN-0001" in short.text
    assert stock_of(company.shelf) == (5, 2)
    typed = {f"serials_{line}": "sn-0001\nsn-0002", "tracking_number": "SF0012345678"}
    page = short.form(button="Ship").fill(typed).submit("Ship").is_(200)
    page.says("Shipped. The buyer follows it from here", "SF0012345678", "SN-0002")
    assert stock_of(company.shelf) == (3, 0)
    assert sorted(unit.serial for unit in session.query(Unit)) == ["SN-0001", "SN-0002"]
    client.get(f"/supplier/orders/{order.number}/shipment").is_(409).says("already been shipped")
    client.get(f"/supplier/orders/{order.number}/packing-slip").says("Packing slip", "SN-0001", "MAIN").hides(
        "¥"
    )
    client.get(f"/supplier/orders/{order.number}/form").says("Order form", "Paid by the buyer")


def line_of(order: Order) -> int:
    line = session.query(OrderLine).filter_by(order_id=order.id).one().id
    session.rollback()
    return line


def test_a_used_serial_number_or_waybill_is_refused_at_its_field(client: Client, company: Company) -> None:
    sent = paying.shipped_order(company.shelf)
    order = paying.accepted_order(company.shelf)
    client.as_(company.clerk)
    serial = session.query(Unit).filter_by(order_number=sent.number).one().serial
    line = line_of(order)
    form = client.get(f"/supplier/orders/{order.number}/shipment").form(button="Ship")
    page = form.fill({f"serials_{line}": serial, "tracking_number": "SF77777777"}).submit("Ship").is_(422)
    page.says("has already left the warehouse with another order")
    assert "SF77777777" in page.text
    assert paying.states([order]) == ["accepted"]


def test_several_are_accepted_after_a_second_look(client: Client, company: Company) -> None:
    orders = [ordered(company), ordered(company)]
    theirs = paying.paid_order(cast.shelf())
    client.as_(company.clerk)
    page = client.get("/supplier/orders?shelf=to_accept")
    page = page.form(button="Accept the ticked ones").fill(number=[o.number for o in orders]).submit()
    page = page.says("Accept 2 orders").press("Accept them all")
    page.says("2 orders accepted.")
    both = {"number": [theirs.number, orders[0].number]}
    client.post("/supplier/orders/acceptances", both).is_(200)
    assert paying.states([*orders, theirs]) == ["accepted", "accepted", "paid"]


def test_declining_says_why_and_refunds_in_full(client: Client, company: Company) -> None:
    order = ordered(company)
    client.as_(company.clerk)
    page = client.get(f"/supplier/orders/{order.number}").click("Decline").says("back at once")
    page = page.form(button="Cancel the order").submit("Cancel the order").is_(422).says("Choose a reason.")
    page = (
        page.form(button="Cancel the order").fill(reason="out_of_stock").submit("Cancel the order").is_(200)
    )
    page.says("the buyer gets all of it back", "it has run out").hides("+8613800138000", "衡山路")
    assert paying.states([order]) == ["cancelled"]
    assert paying.books()["refunding"] == order.total
    assert stock_of(company.shelf) == (5, 0)


def test_what_came_back_is_put_away_by_one_press(client: Client, company: Company) -> None:
    order = paying.delivered_order(company.shelf)
    returns(order)
    client.as_(company.clerk).get(f"/supplier/orders/{order.number}")
    with client.sql(8):
        page = client.get(f"/supplier/orders/{order.number}").says(
            "The goods are yours again", "Not sellable"
        )
    page = page.press("Put it back on the shelf").says("It is on the shelf again.").hides("Not sellable")
    assert stock_of(company.shelf) == (5, 0)
    client.post(f"/supplier/orders/{order.number}/returned-goods", {"where": "moon"}).is_(422)


def test_of_a_lot_that_came_back_each_piece_is_told_apart(client: Client, company: Company) -> None:
    order = paying.delivered_order(company.shelf, quantity=3)
    returns(order)
    one, two, broken = [unit.id for unit in units_of(order.number)]
    page = client.as_(company.clerk).get(f"/supplier/orders/{order.number}").says("Look at each piece")
    page.form(button="Not sellable").submit("Not sellable").is_(422).says("Tick the pieces you mean.")
    form = client.get(f"/supplier/orders/{order.number}").form(button="Put back on the shelf")
    page = form.fill(unit=[one, two]).submit("Put back on the shelf").says("2 pieces are on the shelf again.")
    page.press("Not sellable").says("It is counted no more.").hides("The goods are yours again")
    assert broken
    assert stock_of(company.shelf) == (4, 0)


def test_what_is_anothers_is_not_there(client: Client, company: Company) -> None:
    order = ordered(company)
    rival = cast.worker_of(cast.supplier("Rival"), "Rui")
    client.as_(rival)
    for path in ("", "/progress", "/form", "/packing-slip", "/cancellation", "/shipment"):
        client.get(f"/supplier/orders/{order.number}{path}").is_(404)
    for path in ("acceptance", "cancellation", "shipment", "returned-goods"):
        client.post(f"/supplier/orders/{order.number}/{path}").is_(404)
    assert paying.states([order]) == ["paid"]


def test_a_person_with_two_companies_works_at_one_at_a_time(client: Client, company: Company) -> None:
    other = cast.supplier("Southwind")
    session.add(
        WorkAccount(supplier_id=other.id, person_id=company.owner.id, role="clerk", created_at=clock.now())
    )
    session.commit()
    order = ordered(company)
    client.as_(company.owner)
    page = client.get("/supplier/").says("Northwind", "Southwind", order.number)
    page.click("Southwind").hides(order.number)
    client.get(f"/supplier/orders/{order.number}").is_(404)
    client.get("/supplier/people").is_(404)  # a clerk there
    client.get(f"/supplier/?place={company.supplier.slug}").says(order.number)
