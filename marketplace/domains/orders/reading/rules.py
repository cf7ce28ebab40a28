"""Commission rules as staff read them."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from marketplace.domains.catalog.models import Category
from marketplace.domains.orders.models import CommissionRule
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing

MOST = 300


def list_rules() -> Sequence[CommissionRule]:
    """Return the rules in force, then those that ended, the latest first."""
    stmt = select(CommissionRule).order_by(
        CommissionRule.ended_at.desc().nulls_first(), CommissionRule.id.desc()
    )
    return session.scalars(stmt.limit(MOST)).all()


def get_rule(rule_id: int) -> CommissionRule:
    """Return a rule. Refuses: one that does not exist."""
    found = session.get(CommissionRule, rule_id)
    if found is None:
        raise Missing
    return found


def best_rule(*, supplier_id: int | None, category_id: int | None) -> CommissionRule | None:
    """Return the rule an order of this supplier in this category would be placed by, as `terms_of` chooses it.

    Most specific first: supplier and category, supplier and department, supplier, category, department, everybody.
    """
    category = session.get(Category, category_id) if category_id is not None else None
    places = [place for place in (category_id, category.parent_id if category else None) if place is not None]
    rule = CommissionRule
    stmt = select(rule).where(
        rule.ended_at.is_(None),
        or_(rule.supplier_id.is_(None), rule.supplier_id == supplier_id),
        or_(rule.category_id.is_(None), rule.category_id.in_(places)),
    )
    in_order = (rule.supplier_id.asc().nulls_last(), (rule.category_id == category_id).desc().nulls_last())
    return session.scalars(stmt.order_by(*in_order).limit(1)).one_or_none()


def rules_of_categories(category_ids: Collection[int]) -> dict[int, CommissionRule]:
    """Return category → the rule for it or else for its department, whoever sells; those without have none."""
    rule = CommissionRule
    stmt = (
        select(Category.id, rule)
        .join(rule, or_(rule.category_id == Category.id, rule.category_id == Category.parent_id))
        .where(Category.id.in_(category_ids), rule.ended_at.is_(None), rule.supplier_id.is_(None))
        .ext(distinct_on(Category.id))
        .order_by(Category.id, (rule.category_id == Category.id).desc())
    )
    return {row[0]: row[1] for row in session.execute(stmt)}
