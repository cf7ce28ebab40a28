"""Proposals end without an answer: their time is over, their listing went, or nobody ordered."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select

from marketplace.domains.haggling.events import ProposalEnded
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.states import PROPOSAL
from marketplace.foundation.actors import SYSTEM, Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all
from marketplace.foundation.states import advance_all

MOST_AT_ONCE = 500


def expire(*, limit: int, at: datetime) -> int:
    """End up to `limit` proposals that nobody answered in time; return how many."""
    return _end("expire", Proposal.state == "open", Proposal.expires_at <= at, limit=limit, at=at)


def close(*, listing_ids: Collection[int], at: datetime) -> int:
    """End the open proposals for listings that went to somebody, or away; return how many."""
    found = 0
    while done := _end(
        "close",
        Proposal.state == "open",
        Proposal.listing_id.in_(list(listing_ids)),
        limit=MOST_AT_ONCE,
        at=at,
    ):
        found += done
    return found


def lapse(*, proposal_ids: Collection[int], at: datetime) -> int:
    """End accepted proposals that nobody ordered by in time; return how many."""
    is_asked = Proposal.id.in_(list(proposal_ids))
    return _end("lapse", Proposal.state == "accepted", is_asked, limit=len(proposal_ids), at=at)


def order_by(*, proposal_id: int, actor: Actor, at: datetime) -> None:
    """Mark an accepted proposal ordered by."""
    row = session.scalars(select(Proposal).where(Proposal.id == proposal_id).with_for_update()).one()
    advance_all(Proposal, PROPOSAL, "order", {row.id: row.state}, actor=actor, at=at)


def _end(verb: str, *conditions: ColumnElement[bool], limit: int, at: datetime) -> int:
    rows = session.execute(
        select(Proposal.id, Proposal.state)
        .where(*conditions)
        .order_by(Proposal.id)
        .limit(limit)
        .with_for_update()
    ).all()
    found = {row.id: row.state for row in rows}
    values = {"answered_at": at}
    advance_all(Proposal, PROPOSAL, verb, found, actor=SYSTEM, at=at, values=values)
    record_all([ProposalEnded(proposal_id) for proposal_id in found], at)
    return len(found)
