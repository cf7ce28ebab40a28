"""Staff decide cases: the queue by deadline, one case, two pairs of eyes for much money."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.domains.aftersales.two_hands import LARGE_REFUND
from marketplace.foundation import clock
from marketplace.journeys.cases.jobs import end_cases
from tests import cast
from tests.factories import dealing, used
from tests.factories.paying import states
from tests.factories.quarrelling import complains, escalated, now
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.client import Client

MAY = ("cases",)


def test_the_queue_and_a_decision(client: Client) -> None:
    order = dealing.used_handed_over(used.listing(price=1000_00))
    case, other = escalated(order), complains(dealing.used_handed_over())
    client.as_(cast.admin(permissions=MAY))
    page = client.get("/admin/cases").is_(200).says(case.number).hides(other.number)
    client.get("/admin/cases?queue=talking").says(other.number).hides(case.number)
    page = page.click(case.number).says("It does not cool.", "Coolspot decides by")
    page.form(button="Ask").fill(words="Since when?").submit("Ask").is_(200).says("Since when?")
    page = (
        client.get(f"/admin/cases/{case.number}")
        .form(button="Decide")
        .fill(outcome="split", why="Half each.")
    )
    page.submit("Decide").is_(422).says("Half each.", "above zero")
    page = client.get(f"/admin/cases/{case.number}").form(button="Decide").fill(outcome="refund")
    page.submit("Decide").is_(422).says("Say why.")  # no reason stands there unasked
    page = client.get(f"/admin/cases/{case.number}").form(button="Decide")
    page.fill(outcome="split", amount="500", why="Half each.").submit("Decide").is_(200).hides(case.number)
    assert (now(case).outcome, now(case).refund) == ("split", 500_00)
    client.get("/admin/cases?queue=closed").says(case.number)


def test_much_money_takes_two(client: Client) -> None:
    order = dealing.used_handed_over(used.listing(price=LARGE_REFUND() + 1))
    case = escalated(order)
    ada, bo = cast.admin("Ada", permissions=MAY), cast.admin("Bo", permissions=MAY)
    client.as_(ada)
    form = client.get(f"/admin/cases/{case.number}").form(button="Decide")
    page = form.fill(outcome="refund", why="Broken.").submit("Decide").is_(200)
    page.says("Somebody else confirms").hides("Do not confirm")
    client.as_(bo)
    client.get("/admin/").click("Verdicts to confirm").says(case.number, "Waits for a colleague")
    client.get(f"/admin/cases/{case.number}").says("Broken.", "Ada").press("Confirm").is_(200)
    assert states([order]) == ["refunded"]
    client.get("/admin/cases?queue=confirming").hides(case.number)


def test_a_colleagues_no_is_written_down(client: Client) -> None:
    case = escalated(dealing.used_handed_over(used.listing(price=LARGE_REFUND() + 1)))
    ada, bo = cast.admin("Ada", permissions=MAY), cast.admin("Bo", permissions=MAY)
    client.as_(ada)
    form = client.get(f"/admin/cases/{case.number}").form(button="Decide")
    form.fill(outcome="refund", why="Broken.").submit("Decide").is_(200)
    client.as_(bo).get(f"/admin/cases/{case.number}").press("Do not confirm").is_(200)
    client.as_(ada).get(f"/admin/cases/{case.number}").says("Refund request · Declined", "Bo")


def test_nobody_decides_their_own(client: Client) -> None:
    ada = cast.admin("Ada", permissions=MAY)
    case = escalated(dealing.used_handed_over(by=Buyer(person=ada)))
    client.as_(ada)
    client.get(f"/admin/cases/{case.number}").says("A colleague decides").hides("Decide</button>")
    client.post(f"/admin/cases/{case.number}/decision", {"outcome": "refund", "why": "Mine."}).is_(422)
    assert now(case).state == "deciding"


def test_staff_without_the_permission_find_nothing(client: Client) -> None:
    case = escalated(dealing.used_handed_over())
    client.as_(cast.admin(permissions=("orders.read",)))
    client.get("/admin/cases").is_(404)
    client.get(f"/admin/cases/{case.number}").is_(404)


def test_why_time_put_it_to_staff_is_said_in_words(client: Client) -> None:
    case = complains(dealing.used_handed_over())
    with clock.travel(timedelta(days=3, minutes=1)):
        end_cases()
        client.as_(cast.admin(permissions=MAY))
        client.get(f"/admin/cases/{case.number}?lang=zh").says("对方未按时回应。").hides("silent")
