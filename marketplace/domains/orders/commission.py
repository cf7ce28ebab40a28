"""What the operator earns: a rate per line, fixed when the order is placed."""

from datetime import datetime

from sqlalchemy import update

from marketplace.domains.orders.models import CommissionRule
from marketplace.foundation.actors import SYSTEM, Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_name
from marketplace.foundation.money import share
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

DEFAULT_RATE = dial(
    "default_commission_basis_points",
    800,
    low=0,
    high=5000,
    group="commission",
    about=N_("Commission on goods where no rule says otherwise, in hundredths of a per cent."),
)
HIGHEST = 5000
SUBJECT = "commission_rule"


def commission(*, line_total: int, basis_points: int) -> int:
    """Return the commission on one line in minor units, rounded half up; an order's is the sum of its lines'."""
    return share(line_total, basis_points)


def overall_rate(*, goods: int, commission: int) -> int:
    """Return the rate in basis points that an order's lines come to together, rounded half up."""
    return (commission * 20_000 + goods) // (2 * goods)


def set_rate(
    *,
    supplier_id: int | None,
    category_id: int | None,
    basis_points: int,
    at: datetime,
    actor: Actor = SYSTEM,
) -> CommissionRule:
    """Set the rate for a supplier and category, a supplier, a category, or everybody; placed orders keep theirs.

    Refuses: a rate below nothing or above a half.
    """
    if not 0 <= basis_points <= HIGHEST:
        raise Refused(N_("Choose a commission from 0 to 50 per cent."), field="basis_points")
    end_rate(supplier_id=supplier_id, category_id=category_id, at=at, actor=actor)
    rule = CommissionRule(
        supplier_id=supplier_id, category_id=category_id, basis_points=basis_points, created_at=at
    )
    session.add(rule)
    session.flush()
    note(SUBJECT, rule.id, "set", "", "live", actor=actor, at=at, details={"basis_points": basis_points})
    return rule


def end_rate(
    *, supplier_id: int | None, category_id: int | None, at: datetime, actor: Actor = SYSTEM
) -> None:
    """End the rule for exactly these, so that the next less specific one counts."""
    lock_name("commission rules")
    ended = session.scalars(
        update(CommissionRule)
        .where(
            CommissionRule.supplier_id.is_not_distinct_from(supplier_id),
            CommissionRule.category_id.is_not_distinct_from(category_id),
            CommissionRule.ended_at.is_(None),
        )
        .values(ended_at=at)
        .returning(CommissionRule.id)
    ).all()
    for rule_id in ended:
        note(SUBJECT, rule_id, "end", "live", "ended", actor=actor, at=at)
