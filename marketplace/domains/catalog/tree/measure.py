"""Write the attribute schema of a category: typed facts with units, in both languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.catalog.events import CategoryChanged
from marketplace.domains.catalog.models import Attribute, Category
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

SUBJECT = "attribute"
KINDS = ("number", "choice", "flag", "text")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Schema:
    """One attribute as staff write it; `choices` is value → {"en", "zh", "also"}."""

    code: str
    label: Mapping[str, str]
    kind: str
    unit: str
    choices: Mapping[str, Mapping[str, str]]
    better: str
    facet: bool
    position: int

    def columns(self) -> dict[str, Any]:
        """Return what the table keeps of it."""
        plain = {
            name: getattr(self, name) for name in ("code", "kind", "unit", "better", "facet", "position")
        }
        choices = {value: dict(words) for value, words in self.choices.items()}
        return {**plain, "label": dict(self.label), "choices": choices}


def attributes_of(category_id: int) -> Sequence[Attribute]:
    """Return a category's own attributes, in their order."""
    stmt = select(Attribute).where(Attribute.category_id == category_id)
    return session.scalars(stmt.order_by(Attribute.position, Attribute.id)).all()


def get_attribute(attribute_id: int) -> Attribute:
    """Return an attribute, locked. Refuses: one that does not exist."""
    row = lock_row(Attribute, attribute_id)
    if row is None:
        raise Missing
    return row


def add_attribute(*, category_id: int, schema: Schema, actor: Actor, at: datetime) -> Attribute:
    """Give a category one more attribute. Refuses: a code in use, a choice without choices."""
    if lock_row(Category, category_id) is None:
        raise Missing
    _refuse_unfit(schema)
    taken = select(Attribute.id).where(Attribute.category_id == category_id, Attribute.code == schema.code)
    if session.scalar(taken) is not None:
        raise Refused(N_("There is an attribute of this code already."), field="code")
    row = Attribute(category_id=category_id, **schema.columns())
    session.add(row)
    session.flush()
    _tell(row, "add", {"after": schema.columns()}, actor, at)
    return row


def edit_attribute(*, attribute_id: int, schema: Schema, actor: Actor, at: datetime) -> Attribute:
    """Change an attribute. Refuses: another code or kind, since products hold values by them."""
    row = get_attribute(attribute_id)
    if (row.code, row.kind) != (schema.code, schema.kind):
        raise Refused(
            N_("Code and kind stay: products hold values by them. Add another attribute."), field="code"
        )
    _refuse_unfit(schema)
    after = schema.columns()
    changed = [name for name in after if getattr(row, name) != after[name]]
    if changed:
        before = {name: getattr(row, name) for name in changed}
        for name in changed:
            setattr(row, name, after[name])
        _tell(row, "edit", {"before": before, "after": {name: after[name] for name in changed}}, actor, at)
    return row


def drop_attribute(*, attribute_id: int, actor: Actor, at: datetime) -> int:
    """Take an attribute out of the schema and return its category; products keep their values, unseen."""
    row = get_attribute(attribute_id)
    _tell(row, "drop", {"before": {"code": row.code, "label": row.label}}, actor, at)
    session.delete(row)
    return row.category_id


def _refuse_unfit(schema: Schema) -> None:
    if not _CODE.fullmatch(schema.code):
        raise Refused(N_("Use small letters, digits and underscores, beginning with a letter."), field="code")
    if schema.kind not in KINDS:
        raise Refused(N_("Choose a kind from the list."), field="kind")
    if (schema.kind == "choice") != bool(schema.choices):
        raise Refused(N_("A choice needs its choices; other kinds have none."), field="choices")


def _tell(row: Attribute, verb: str, details: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    note(SUBJECT, row.id, verb, "", "", actor=actor, at=at, details={"category": row.category_id, **details})
    record(CategoryChanged(row.category_id), at)
    atlas.forget()
