"""What the back office has open: orders, refunds, people, goods, each as a row of the table wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.domains.accounts.models import Person, StaffRole
from marketplace.domains.accounts.staff.queries import find_role_of
from marketplace.domains.aftersales.models import Review
from marketplace.domains.aftersales.two_hands import ask
from marketplace.domains.catalog.models import Attribute, ImportBatch
from marketplace.domains.orders.commission import set_rate
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.payments.models import ProviderEvent, Refund
from marketplace.foundation import actors, clock, jobs
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.journeys.refund_order import refund_order
from tests import cast
from tests.factories import paying
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from tests.house.table import Stage

KEY = "route-table-key"


def kept(made: Any) -> Any:
    session.add(made)
    session.commit()
    return made


def paid(stage: Stage) -> dict[str, Any]:
    return {"number": paying.paid_order(by=Buyer(stage.owner)).number}


def shipped(stage: Stage) -> dict[str, Any]:
    return {"number": paying.shipped_order(by=Buyer(stage.owner)).number}


def asked(stage: Stage) -> dict[str, Any]:
    order = paying.paid_order(by=Buyer(stage.owner))
    with door():
        found = lock_row(Order, order.id)
        assert found is not None
        actor = actors.person(stage.person.id, "admin")
        request = ask(order=found, amount=100, why="late", key=KEY, actor=actor, at=clock.now())
        return {"request_id": request.id}


def refund(stage: Stage) -> dict[str, Any]:
    order = paying.paid_order(by=Buyer(stage.owner))
    with door():
        made = refund_order(order_id=order.id, amount=100, reason=KEY, actor=actors.SYSTEM, at=clock.now())
        assert isinstance(made, Refund)
        return {"refund_id": made.id}


def somebody(stage: Stage) -> dict[str, Any]:
    return {"person_id": stage.owner.id}


def someone_suspended(stage: Stage) -> dict[str, Any]:
    stage.owner.state = "suspended"
    session.commit()
    return {"person_id": stage.owner.id}


def colleague(stage: Stage) -> dict[str, Any]:
    assert stage.admin
    return {"person_id": cast.admin("Colleague").id}


def role_of(person: Person) -> int:
    found = find_role_of(person.id)
    assert found
    return found.id


def free_role(stage: Stage) -> dict[str, Any]:
    assert stage.admin
    return {"role_id": kept(StaffRole(name="Nobody's", permissions=["orders.read"])).id}


def the_supplier(stage: Stage) -> dict[str, Any]:
    return {"slug": stage.supplier.slug}


def a_category(stage: Stage) -> dict[str, Any]:
    return {"category_id": cast.category("route-table").id}


def an_attribute(stage: Stage) -> dict[str, Any]:
    made = Attribute(
        category_id=cast.category("route-table").id,
        code="noise",
        label={"en": "Noise", "zh": "噪声"},
        kind="number",
    )
    return {"attribute_id": kept(made).id}


def a_review(stage: Stage) -> dict[str, Any]:
    order = paying.paid_order(by=Buyer(stage.owner))
    line = session.query(OrderLine).filter_by(order_id=order.id).one()
    made = Review(
        order_line_id=line.id,
        product_id=line.product_id,
        supplier_id=order.supplier_id,
        person_id=stage.owner.id,
        stars=4,
        created_at=clock.now(),
    )
    return {"review_id": kept(made).id}


def an_import(stage: Stage) -> dict[str, Any]:
    made = ImportBatch(
        number="I-ROUTES",
        supplier_id=stage.supplier.id,
        filename="fridges.csv",
        content="",
        mapping="coolspot",
        state="done",
        created_at=clock.now(),
    )
    return {"number": kept(made).number}


def a_message(stage: Stage) -> dict[str, Any]:
    made = ProviderEvent(
        provider="stripe",
        event_id="evt_1",
        kind="a.b",
        body={"id": "evt_1"},
        received_at=clock.now(),
        handled_at=clock.now(),
    )
    return {"message_id": kept(made).id}


def a_rule(stage: Stage) -> dict[str, Any]:
    with door():
        rule = set_rate(supplier_id=None, category_id=None, basis_points=500, at=clock.now())
        return {"rule_id": rule.id}


def a_dial(stage: Stage) -> dict[str, Any]:
    return {"name": "claim_window_hours"}


def a_failed_job(stage: Stage) -> dict[str, Any]:
    """Put one job into the registry of failed ones, as a worker would."""
    from rq.registry import FailedJobRegistry

    queue = jobs.queue("chores")
    job = queue.enqueue("marketplace.journeys.jobs.remind")
    queue.remove(job)
    FailedJobRegistry(queue=queue).add(job, ttl=600, exc_string="Traceback\nValueError: no")
    return {"job_id": job.id}


CATEGORY = {"name_en": "Fans", "name_zh": "风扇", "slug": "fans", "drawing": "fan", "position": "1"}
ATTRIBUTE = {
    "code": "noise",
    "label_en": "Noise",
    "label_zh": "噪声",
    "kind": "number",
    "better": "low",
    "position": "1",
}
EDIT = {"recipient": "Li", "phone": "+8613800138000", "street": "衡山路 2 号", "why": "moved house"}
OPEN = {"name_en": "New", "name_zh": "新", "slug": "new-one", "email": "new@example.test"}
WHY = {"usual": "", "why": "because"}
