"""The queue of cases: what must be decided first stands first."""

from flask import render_template

from marketplace.domains.aftersales.cases.deadlines import SOON
from marketplace.domains.aftersales.cases.queries import QUEUES, queue, queue_sizes
from marketplace.domains.aftersales.cases.reasons import REASONS, WISHES
from marketplace.domains.aftersales.cases.two_hands import waiting_cases
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.foundation import clock
from marketplace.portals.admin import desk, portal
from marketplace.web.access import needs

CASES = "cases"
CONFIRMING = "confirming"  # what a second member of staff is asked about, in whichever queue it is


@portal.get("/cases")
@needs(CASES)
def cases() -> str:
    """Show one queue; the filter stands in the URL."""
    name = desk.choice("queue", (*QUEUES, CONFIRMING)) or "deciding"
    waiting = frozenset(waiting_cases())
    page = queue(name, only=waiting if name == CONFIRMING else None, cursor=desk.cursor())
    return render_template(
        "admin/cases/list.html",
        page=page,
        queue=name,
        queues=("deciding", CONFIRMING, *(other for other in QUEUES if other != "deciding")),
        sizes={**queue_sizes(), CONFIRMING: len(waiting)},
        payees=payees_of([row.Order for row in page.rows]),
        waiting=waiting,
        reasons=REASONS,
        wishes=WISHES,
        now=clock.now(),
        soon=clock.now() + SOON,
    )
