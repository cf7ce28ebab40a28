"""The shelf where every API object stands, as the JSON its reader sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from marketplace.sandbox.protocol.errors import missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

PLATFORM = ""
SIGNS = {"is": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def insert(world: World, body: Body, account: str = PLATFORM) -> Body:
    """Put a new object on the shelf."""
    world.db.add(
        "INSERT INTO objects (id, kind, account, body) VALUES (?, ?, ?, ?)",
        (body["id"], body["object"], account, json.dumps(body)),
    )
    return body


def update(world: World, body: Body) -> Body:
    """Write an object back."""
    world.db.run("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(body), body["id"]))
    return body


def find(world: World, ident: str, kind: str | None = None, account: str | None = None) -> Body | None:
    """Return the object of that id, or None; foreign is missing."""
    row = world.db.one("SELECT kind, account, body FROM objects WHERE id = ?", (ident,))
    if row is None or kind not in (None, row["kind"]) or account not in (None, row["account"]):
        return None
    body: Body = json.loads(row["body"])
    return body


def owner(world: World, ident: str) -> str:
    """Say whose object it is: a connected account's id, or PLATFORM."""
    row = world.db.one("SELECT account FROM objects WHERE id = ?", (ident,))
    return str(row["account"]) if row else PLATFORM


def get(world: World, kind: str, ident: str, account: str = PLATFORM, param: str = "id") -> Body:
    """Return the object. Refuses: unknown or another account's, in Stripe's own words."""
    body = find(world, ident, kind, account)
    if body is None:
        raise missing(kind, ident, param)
    return body


def select(
    world: World,
    kind: str,
    account: str | None = PLATFORM,
    filters: Mapping[str, Any] | None = None,
    *,
    limit: int = -1,
    before: int | None = None,
    after: int | None = None,
) -> list[Body]:
    """List objects newest first, those whose fields equal the filters, or lie within them (`{"gte": …}`)."""
    terms: list[tuple[str, Any]] = [("kind = ?", kind)]
    terms += [("account = ?", account)] if account is not None else []
    terms += [term for name, value in (filters or {}).items() for term in _terms(name, value)]
    terms += [("seq < ?", before)] if before is not None else []
    terms += [("seq > ?", after)] if after is not None else []
    where, order = " AND ".join(term for term, _ in terms), "ASC" if after is not None else "DESC"
    rows = world.db.all(
        f"SELECT body FROM objects WHERE {where} ORDER BY seq {order} LIMIT ?",
        [*(value for _, value in terms), limit],
    )
    bodies = [json.loads(row["body"]) for row in rows]
    return bodies[::-1] if after is not None else bodies


def _terms(name: str, value: Any) -> list[tuple[str, Any]]:
    bounds = value if isinstance(value, dict) else {"is": value}
    return [(f"json_extract(body, '$.{name}') {SIGNS[how]} ?", bound) for how, bound in bounds.items()]


def position(world: World, ident: str) -> int | None:
    """Say where on the shelf an object stands."""
    row = world.db.one("SELECT seq FROM objects WHERE id = ?", (ident,))
    return int(row["seq"]) if row else None


def visible(body: Body) -> Body:
    """Drop what is only for the inside."""
    return {key: value for key, value in body.items() if not key.startswith("_")}
