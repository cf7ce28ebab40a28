"""Cases in the state a route wants; the owner is the buyer, or the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from marketplace.domains.aftersales.models import Case, CaseEntry
from marketplace.domains.aftersales.two_hands import LARGE_REFUND
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.cases.bring_back import send_goods_back
from marketplace.journeys.cases.decide_case import agree_to_case
from tests.factories import dealing, paying, quarrelling, used
from tests.factories.photos import photo
from tests.factories.shopping import Buyer
from tests.house.stages.deals import seller

if TYPE_CHECKING:
    from marketplace.domains.orders.models import Order
    from tests.house.table import Stage

CASE = {"reason": "broken", "words": "It does not cool.", "wish": "refund", "replay_key": "k" * 24}
WORDS = {"words": "Here it is.", "replay_key": "k" * 24}
PARCEL = {"way": "parcel", "details": "SF 123"}
OPINION = {"stars": "5", "words": "As described."}
DECISION = {"outcome": "release", "usual": "", "why": "Nothing to be seen."}


def _bought(stage: Stage) -> Order:
    return dealing.used_handed_over(by=Buyer(person=stage.owner))


def _sold(stage: Stage) -> Order:
    return dealing.used_handed_over(used.listing(seller(stage)))


def arrived(stage: Stage) -> dict[str, Any]:
    return {"number": _bought(stage).number}


def of_supplier(stage: Stage) -> dict[str, Any]:
    """A case between the owner and the supplier of the worker."""
    order = paying.delivered_order(stage.shelf, by=Buyer(person=stage.owner))
    return {"number": quarrelling.complains(order).number}


def opened(stage: Stage) -> dict[str, Any]:
    return {"number": quarrelling.complains(_bought(stage)).number}


def against(stage: Stage) -> dict[str, Any]:
    """A case against the owner."""
    return {"number": quarrelling.complains(_sold(stage)).number}


def deciding(stage: Stage) -> dict[str, Any]:
    return {"number": quarrelling.escalated(_bought(stage)).number}


def entry(stage: Stage) -> dict[str, Any]:
    """An entry of the owner's."""
    case = quarrelling.complains(_bought(stage))
    return {"number": case.number, "entry_id": _entry_of(case)}


def shown(stage: Stage) -> dict[str, Any]:
    """A photo of the owner's."""
    found = entry(stage)
    return {**found, "token": photo(stage.owner, f"case_entry:{found['entry_id']}").token}


def returning(stage: Stage) -> dict[str, Any]:
    return {"number": _returning(_bought(stage)).number}


def sent_back(stage: Stage) -> dict[str, Any]:
    """Goods on their way back to the owner, who sold them."""
    case = _returning(_sold(stage))
    with door():
        send_goods_back(
            case_id=case.id, way="parcel", words="SF 123", actor=quarrelling.buyer(case), at=clock.now()
        )
    return {"number": case.number}


def done(stage: Stage) -> dict[str, Any]:
    return {"number": dealing.used_completed(by=Buyer(person=stage.owner)).number}


def _returning(order: Order) -> Case:
    case = quarrelling.complains(order, "return")
    with door():
        agree_to_case(case_id=case.id, actor=quarrelling.payee(order), at=clock.now())
    return case


def _entry_of(case: Case) -> int:
    return session.scalars(select(CaseEntry.id).where(CaseEntry.case_id == case.id)).one()


def confirming(stage: Stage) -> dict[str, Any]:
    """A verdict that waits for a second member of staff."""
    listing = used.listing(price=LARGE_REFUND() + 1)
    case = quarrelling.escalated(dealing.used_handed_over(listing, by=Buyer(person=stage.owner)))
    asked = quarrelling.decides(case, "refund")
    assert asked is not None
    return {"number": case.number, "request_id": asked.id}
