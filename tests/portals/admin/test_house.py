"""Money lists, books, commission, settings and the machinery."""

import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from marketplace.domains.catalog.seed import seed
from marketplace.domains.orders.models import CommissionRule
from marketplace.foundation import clock, dials, jobs
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.states import StateChange
from marketplace.portals.admin.house import settings
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.house.stages.payouts import failed_payout
from tests.house.table import Stage


@pytest.fixture
def staff(client: Client) -> Client:
    return client.as_(cast.admin())


def test_a_setting_is_turned_reset_and_remembered(staff: Client) -> None:
    page = staff.get("/admin/settings").is_(200).says("claim_window_hours")
    page = staff.get("/admin/settings/claim_window_hours")
    page.form(button="Set it").fill(value="9999").submit("Set it").is_(422).says(
        "Choose a number from 1 to 720"
    )
    page.form(button="Set it").fill(value="48").submit("Set it").is_(200).says("claim_window_hours 48", "set")
    dials.forget()
    assert dials.DIALS["claim_window_hours"]() == 48
    staff.get("/admin/settings/claim_window_hours").press("Back to default").says("Back to its default")
    session.rollback()
    dials.forget()
    assert dials.DIALS["claim_window_hours"]() == 72
    rows = session.query(StateChange).filter_by(subject="dial").order_by(StateChange.id).all()
    assert [(row.verb, row.was, row.became) for row in rows] == [("turn", "72", "48"), ("reset", "48", "72")]
    staff.get("/admin/settings/nonsense").is_(404)


def test_every_setting_stands_under_a_heading(staff: Client) -> None:
    page = staff.get("/admin/settings")
    ours = [name for name, dial in settings.all_dials().items() if dial.group != "test"]
    assert [name for name in ours if name not in page.text] == []
    for name in ("stock_hold_minutes", "low_stock_pieces", "claim_window_hours"):
        staff.get(f"/admin/settings/{name}").is_(200).says(name)


def test_a_rule_ends_and_another_begins(staff: Client) -> None:
    seed()
    supplier = cast.supplier()
    form = staff.get("/admin/commission").form(button="Set it")
    form.fill(rate="60").submit("Set it").is_(422)
    form.fill(supplier=str(supplier.id), rate="5").submit("Set it").says("orders placed from now on", "5%")
    form.fill(supplier=str(supplier.id), rate="4.25").submit("Set it").says("4.25%", "Rules that ended")
    assert session.query(CommissionRule).filter_by(ended_at=None).one().basis_points == 425
    trial = staff.get(f"/admin/commission?try_supplier={supplier.id}&try_amount=1000").says(
        "¥42.50 of ¥1,000.00: 4.25%", "By a rule"
    )
    trial.press("End").says("The rule has ended")
    staff.get(f"/admin/commission?try_supplier={supplier.id}&try_amount=1000").says(
        "¥80.00", "By the default"
    )
    staff.get("/admin/commission?try_amount=a+lot").says("Write an amount")


def test_money_lists_and_the_books(staff: Client) -> None:
    order = paying.delivered_order()
    with staff.sql(5):
        staff.get("/admin/payments").is_(200).says("¥2,899.00", "ch_P-")
    staff.get("/admin/payments?q=nothing").says("No payment fits that")
    staff.get("/admin/refunds").says("No refund fits that")
    staff.get("/admin/messages").says("The inbox holds no such message")
    staff.get("/admin/books").is_(200).says(
        "Everything that must hold does", "Trial balance", "provider", "hold"
    )
    staff.get(f"/admin/orders/{order.number}").says("hold")


def test_a_failed_payout_is_paid_again_once(staff: Client) -> None:
    payout = failed_payout(Stage())["payout_id"]
    staff.get("/admin/payouts?state=failed").press("Pay out again").says("is on its way")
    staff.get("/admin/payouts?state=failed").says("Paid out again")
    staff.post(f"/admin/payouts/{payout}/again").is_(409).says("already")


def test_a_failed_job_is_read_run_again_and_forgotten(staff: Client) -> None:
    queue = jobs.queue("chores")
    queue.enqueue("builtins.int", args=("no number",))
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")
    page = staff.get("/admin/machinery").is_(200).says("ValueError", "chores")
    page.click("int").says("Traceback", "ValueError", "'no number'").press("Run again").says(
        "back in its queue", "No job has failed"
    )
    worker.work(burst=True, logging_level="CRITICAL")
    staff.get("/admin/machinery").press("Delete").says("The job is forgotten", "No job has failed")
    staff.get("/admin/machinery/jobs/nothing").is_(404)


def test_given_up_facts_are_handed_again_and_left_alone(staff: Client) -> None:
    fact = OutboxFact(
        name="OrderPaid",
        payload={"order_id": 1},
        queue="notifications",
        occurred_at=clock.now(),
        tries=12,
        error="boom",
    )
    session.add(fact)
    session.commit()
    fact_id = fact.id
    page = staff.get("/admin/machinery").says("boom")
    page.form(button="Try the ticked again").fill(id=[fact_id]).submit().says("1 fact is tried again", "Undo")
    assert session.get_one(OutboxFact, fact_id, populate_existing=True).tries == 0
    staff.get("/admin/machinery").press("Undo").says("left alone again", "boom")
    session.delete(session.get_one(OutboxFact, fact_id))
    session.commit()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_style_guide_stands(staff: Client, language: str) -> None:
    staff.get(f"/admin/styleguide?lang={language}").is_(200)
    staff.get(f"/admin/styleguide/work?lang={language}").is_(200)
