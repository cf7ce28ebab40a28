"""Cut lists into pages as Stripe does: newest first, a cursor that is an object's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.errors import Refusal, missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

LONGEST_PAGE = 100


def page(
    world: World,
    kind: str,
    url: str,
    params: Mapping[str, Any],
    *,
    account: str = records.PLATFORM,
    filters: Mapping[str, Any] | None = None,
) -> Body:
    """Return one page. Refuses: a limit outside 1..100, an unknown cursor."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= LONGEST_PAGE:
        raise Refusal(
            f"Invalid limit: {limit}; must be between 1 and {LONGEST_PAGE}",
            code="parameter_invalid_integer",
            param="limit",
        )
    cursors = {
        name: _place(world, kind, params.get(name), name) for name in ("starting_after", "ending_before")
    }
    before, after = cursors["starting_after"], cursors["ending_before"]
    rows = records.select(world, kind, account, filters, limit=limit + 1, before=before, after=after)
    more = len(rows) > limit
    shown = rows[-limit:] if after is not None else rows[:limit]
    return wrap(shown, url, has_more=more)


def wrap(rows: list[Body], url: str, *, has_more: bool = False) -> Body:
    """Return objects as a Stripe list."""
    return {
        "object": "list",
        "data": [records.visible(row) for row in rows],
        "has_more": has_more,
        "url": url,
    }


def _place(world: World, kind: str, ident: str | None, name: str) -> int | None:
    if ident is None:
        return None
    if records.find(world, ident, kind) is None:
        raise missing(kind, ident, name)
    return records.position(world, ident)
