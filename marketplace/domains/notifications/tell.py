"""Tell people: one notice each and fact, and a delivery for every channel they want it through."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.models import Preference
from marketplace.domains.notifications.wording import CHANNELS, KINDS, wants_by_default
from marketplace.foundation import jobs
from marketplace.foundation.db import after_commit, session

# Whole batches travel as one parameter each: a statement with a thousand parameters takes longer to read than to do.
_WRITE_NOTICES = text("""
    INSERT INTO notice (key, person_id, kind, params, link, created_at)
    SELECT key, person_id, kind, params, link, :at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb))
      AS row (key text, person_id bigint, kind text, params jsonb, link text)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, person_id, kind
""")
_WRITE_DELIVERIES = text("""
    INSERT INTO delivery (notice_id, channel, state, tries, created_at, due_at)
    SELECT notice_id, channel, 'waiting', 0, :at, :at
    FROM unnest(CAST(:ids AS bigint[]), CAST(:channels AS text[])) AS row (notice_id, channel)
""")
DELIVER = "marketplace.domains.notifications.jobs.deliver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person is to be told; `key` names the fact and the person, and is told once."""

    person_id: int
    kind: str
    key: str
    link: str = ""
    params: dict[str, Any] = field(default_factory=dict)


def tell(*, person_id: int, kind: str, params: dict[str, Any], link: str, key: str, at: datetime) -> bool:
    """Tell one person one thing; False when they were told before."""
    return tell_all([Telling(person_id=person_id, kind=kind, params=params, link=link, key=key)], at) == 1


def tell_all(tellings: Sequence[Telling], at: datetime) -> int:
    """Tell many people in four statements however many they are; return how many had not been told before."""
    if unknown := {t.kind for t in tellings} - KINDS.keys():
        raise LookupError(f"no words for {sorted(unknown)}")
    if not tellings:
        return 0
    fresh = session.execute(_WRITE_NOTICES, {"rows": json.dumps(_rows(tellings)), "at": at}).all()
    _send_out([(row.id, row.person_id, row.kind) for row in fresh], at)
    return len(fresh)


def _rows(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    # In one order, so that batches that tell the same never wait for each other in a ring.
    once = sorted({telling.key: telling for telling in tellings}.items())
    return [
        {"key": key, "person_id": t.person_id, "kind": t.kind, "params": t.params, "link": t.link}
        for key, t in once
    ]


def _send_out(notices: Sequence[tuple[int, int, str]], at: datetime) -> None:
    if not notices:
        return
    wishes = _wishes({person_id for _, person_id, _ in notices})
    wanted = [
        (notice_id, channel)
        for notice_id, person_id, kind in notices
        for channel in CHANNELS
        if wishes.wants(person_id, kind, channel)
    ]
    if wanted:
        ids, channels = zip(*wanted, strict=True)
        session.execute(_WRITE_DELIVERIES, {"ids": list(ids), "channels": list(channels), "at": at})
        after_commit("deliver notices", lambda: jobs.enqueue("notifications", DELIVER, shares=True))


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who can be reached through what, and what they said about it."""

    reach: dict[int, frozenset[str]]
    said: dict[tuple[int, str, str], bool]

    def wants(self, person_id: int, kind: str, channel: str) -> bool:
        """Say whether this person gets this kind through this channel."""
        reach, group = self.reach.get(person_id, frozenset()), KINDS[kind].group
        if channel not in reach:
            return False
        chosen = self.said.get((person_id, group, channel))
        return wants_by_default(group, channel, reach) if chosen is None else chosen


def _wishes(person_ids: set[int]) -> Wishes:
    people = session.execute(
        select(Person.id, Person.email_verified_at, Person.phone_verified_at).where(
            Person.id.in_(person_ids), Person.state == "active"
        )
    )
    reach = {
        row.id: frozenset(
            channel
            for channel, proven in (("email", row.email_verified_at), ("sms", row.phone_verified_at))
            if proven is not None
        )
        for row in people
    }
    said = session.execute(
        select(Preference.person_id, Preference.group, Preference.channel, Preference.wanted).where(
            Preference.person_id.in_(person_ids)
        )
    )
    return Wishes(reach, {(row.person_id, row.group, row.channel): row.wanted for row in said})
