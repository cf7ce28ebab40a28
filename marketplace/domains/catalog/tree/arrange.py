"""Arrange the tree: add a category, name it, move it, hide it from the menus and show it again."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.catalog.events import CategoryChanged
from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

SUBJECT = "category"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60


@dataclass(frozen=True)
class Wording:
    """How a category is called and where it stands among its neighbours."""

    slug: str
    name: Mapping[str, str]
    words: Mapping[str, list[str]]
    drawing: str
    position: int


def add_category(*, parent_id: int | None, wording: Wording, actor: Actor, at: datetime) -> Category:
    """Add a department, or a category in one. Refuses: an address in use, a category within a category."""
    parent = session.get(Category, parent_id) if parent_id is not None else None
    if parent_id is not None and (parent is None or parent.parent_id is not None):
        raise Refused(N_("Choose a department."), field="parent")
    _refuse_taken(wording.slug, None)
    row = Category(parent_id=parent_id, state="shown", **_columns(wording))
    session.add(row)
    session.flush()
    _tell(row, "add", {"after": _columns(wording)}, actor, at)
    return row


def rename_category(*, category_id: int, wording: Wording, actor: Actor, at: datetime) -> Category:
    """Write how a category is called. Refuses: one that does not exist (Missing), an address in use."""
    row = get_category(category_id)
    _refuse_taken(wording.slug, category_id)
    after = _columns(wording)
    changed = [name for name in after if getattr(row, name) != after[name]]
    if changed:
        before = {name: getattr(row, name) for name in changed}
        for name in changed:
            setattr(row, name, after[name])
        _tell(row, "edit", {"before": before, "after": {name: after[name] for name in changed}}, actor, at)
    return row


def show_category(*, category_id: int, shown: bool, actor: Actor, at: datetime) -> Category:
    """Put a category on the menus, or take it off; what stands in it is still found by search."""
    row, state = get_category(category_id), "shown" if shown else "hidden"
    if row.state != state:
        was, row.state = row.state, state
        note(SUBJECT, row.id, "show" if shown else "hide", was, state, actor=actor, at=at)
        atlas.forget()
    return row


def get_category(category_id: int) -> Category:
    """Return a category, locked. Refuses: one that does not exist."""
    row = lock_row(Category, category_id)
    if row is None:
        raise Missing
    return row


def _columns(wording: Wording) -> dict[str, Any]:
    return {name: dict(v) if isinstance(v, Mapping) else v for name, v in asdict(wording).items()}


def _refuse_taken(slug: str, category_id: int | None) -> None:
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise Refused(N_("Use small letters, digits and hyphens, at most 60."), field="slug")
    known = session.scalar(select(Category.id).where(Category.slug == slug))
    if known is not None and known != category_id:
        raise Refused(N_("There is a category with this address already."), field="slug")


def _tell(row: Category, verb: str, details: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    note(SUBJECT, row.id, verb, row.state, row.state, actor=actor, at=at, details=details)
    record(CategoryChanged(row.id), at)
    atlas.forget()
