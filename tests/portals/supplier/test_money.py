"""Balance, payouts, reviews, people and the company's words, in pages."""

from marketplace.domains.aftersales.models import Review
from marketplace.domains.orders.models import OrderLine
from marketplace.domains.payments.models import Payout
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.release_hold import release_hold
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.portals.supplier.conftest import Company


def earn(company: Company) -> int:
    """Have an order end well; returns what it brought, minor units."""
    order = paying.delivered_order(company.shelf)
    with door():
        confirm_receipt(order_id=order.id, actor=actors.person(order.buyer_id, "buyer"), at=clock.now())
    with door():
        assert release_hold(order_id=order.id, at=clock.now())
    session.refresh(order)
    return order.total - order.commission


def test_the_dashboard_says_what_to_do_now(client: Client, company: Company) -> None:
    client.as_(company.owner)
    client.get("/supplier/").says("Nothing waits for you")
    waiting, packing = paying.paid_order(company.shelf), paying.accepted_order(company.shelf)
    with client.sql(12):
        page = client.get("/supplier/").is_(200)
    page.says(
        waiting.number,
        packing.number,
        "Accept next",
        "Ship next",
        "Sales of the last 30 days",
        "Held for you",
    )


def test_the_statement_runs_and_goes_out_as_a_file(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    client.get("/supplier/balance").says("Every amount that becomes yours")
    net = earn(company) + earn(company)
    with client.sql(8):
        page = client.get("/supplier/balance").is_(200)
    page.says("Order released, less commission", f"¥{net / 100:,.2f}").hides("Ask for a payout")
    sheet = client.get("/supplier/balance.csv").text
    assert sheet.count("O-") == 2
    assert f"{net / 100:.2f}" in sheet


def test_an_owner_asks_for_a_payout_once_however_often_they_press(client: Client, company: Company) -> None:
    net = earn(company)
    client.as_(company.clerk).get("/supplier/payouts").says(
        "Only an owner of the company can ask for payouts"
    )
    client.post("/supplier/payouts", {"amount": "1"}).is_(404)
    client.as_(company.owner)
    form = client.get("/supplier/payouts").form(button="Ask for a payout")
    assert form.fill(amount="999999").submit().is_(422).says("more than your balance")
    form.fill(amount="100").submit().says("The payout is on its way", "Being sent")
    form.submit().is_(200)
    session.rollback()
    assert [row.amount for row in session.query(Payout)] == [10_000]
    client.get("/supplier/balance").says(f"¥{(net - 10_000) / 100:,.2f}", "Payout on its way")


def test_one_reply_to_a_review(client: Client, company: Company) -> None:
    order = paying.delivered_order(company.shelf)
    line = session.query(OrderLine).filter_by(order_id=order.id).one()
    row = Review(
        order_line_id=line.id,
        product_id=line.product_id,
        supplier_id=company.supplier.id,
        person_id=order.buyer_id,
        stars=2,
        words="Loud <b>",
        created_at=clock.now(),
    )
    session.add(row)
    session.commit()
    client.as_(company.clerk)
    with client.sql(8):
        page = client.get("/supplier/reviews?shelf=waiting").is_(200)
    page = page.says("Loud <b>").click("Reply")
    page = (
        page.form(button="Publish the reply").fill(words="  ").submit().is_(422).says("Write a reply first.")
    )
    form = page.form(button="Publish the reply").fill(words="We send a technician")
    form.submit().says("We send a technician")
    form.fill(words="Another").submit().is_(409)
    client.get("/supplier/reviews?shelf=waiting").says("Every review has your reply")
    client.as_(cast.worker_of(cast.supplier("Rival"), "Rui")).get(f"/supplier/reviews/{row.id}/reply").is_(
        404
    )


def test_inviting_says_nothing_about_who_has_an_account(client: Client, company: Company) -> None:
    known, stranger = cast.person("Mei"), cast.person("Bo")
    client.as_(company.owner)
    page = client.get("/supplier/people")
    for email in ("no@where.test", str(known.email)):
        page.form(button="Invite").fill(email=email).submit().says("Invited. We have written to them", email)
    client.as_(stranger).get("/supplier/invitations").says("Nobody has invited")
    client.get("/supplier/").is_(404)
    page = client.as_(known).get("/supplier/invitations").says("Northwind").press("Work there")
    page.says("Welcome. You can work here now", "Today").hides("Team")
    client.get("/supplier/people").is_(404)


def test_the_last_owner_stays_and_a_dismissed_clerk_is_out(client: Client, company: Company) -> None:
    accounts = {row.person_id: row.id for row in session.query(WorkAccount)}
    client.as_(company.owner)
    client.post(f"/supplier/people/{accounts[company.owner.id]}/dismissal").is_(422).says(
        "A company needs an owner"
    )
    client.post(f"/supplier/people/{accounts[company.owner.id]}/role", {"role": "clerk"}).is_(422)
    client.post(f"/supplier/people/{accounts[company.clerk.id]}/role", {"role": "king"}).is_(422)
    client.post(f"/supplier/people/{accounts[company.clerk.id]}/dismissal").is_(200)
    client.as_(company.clerk).get("/supplier/").is_(404)
    theirs = cast.worker_of(cast.supplier("Rival"), "Rui")
    other = session.query(WorkAccount).filter_by(person_id=theirs.id).one().id
    client.as_(company.owner).post(f"/supplier/people/{other}/dismissal").is_(404)


def test_the_company_in_both_languages(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    page = client.get("/supplier/profile").form(button="Save").fill(name_zh="", email="x").submit().is_(422)
    page.says("Please fill this in", "Write an e-mail address")
    page.form(button="Save").fill(name_zh="北风电器", email="a@b.test", about_en="Cool").submit().says(
        "Saved."
    )
    session.rollback()
    row = session.get_one(Supplier, company.supplier.id)
    assert (row.name["zh"], row.about, row.email) == ("北风电器", {"en": "Cool"}, "a@b.test")
    client.get("/supplier/?lang=zh").says("北风电器", "今天")
