"""Staff decide whether somebody is who they say."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.accounts.events import VerificationDecided
from marketplace.domains.accounts.states import VERIFICATION
from marketplace.domains.accounts.verification.models import Verification
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_name
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

# Why not, as people are told; the words come on top.
REASONS = {
    "unreadable": N_("A photo cannot be read. Take it in daylight, without glare, with all four corners."),
    "other_document": N_("This is another document than the one asked for."),
    "name_differs": N_("The name you typed is not the one on the document."),
    "number_differs": N_("The number you typed is not the one on the document."),
    "register": N_("The register says that this name and this number do not belong together."),
    "expired": N_("The document is no longer valid."),
    "known": N_("This identity belongs to another account."),
}


def approve(*, verification: Verification, actor: Actor, at: datetime) -> bool:
    """Say that the name is theirs; False when that was said already.

    Refuses: one's own; an identity that is another account's.
    """
    _refuse_own(verification, actor)
    lock_name("identities")
    if twin_of(verification) is not None:
        raise Refused(REASONS["known"], field="reason")
    return _decided(verification, "approve", reason="", words="", actor=actor, at=at)


def reject(*, verification: Verification, reason: str, words: str, actor: Actor, at: datetime) -> bool:
    """Say no, and why. Refuses: one's own; a reason nobody knows, unless words say it."""
    _refuse_own(verification, actor)
    return _decided(verification, "reject", **_why(reason, words), actor=actor, at=at)


def revoke(*, verification: Verification, reason: str, words: str, actor: Actor, at: datetime) -> bool:
    """Take a yes back, and say why. Refuses: as `reject`."""
    _refuse_own(verification, actor)
    return _decided(verification, "revoke", **_why(reason, words), actor=actor, at=at)


def twin_of(verification: Verification) -> Verification | None:
    """Return another account's approved request for the same identity."""
    return session.scalars(
        select(Verification).where(
            Verification.identity_hash == verification.identity_hash,
            Verification.state == "approved",
            Verification.person_id != verification.person_id,
        )
    ).one_or_none()


def _refuse_own(verification: Verification, actor: Actor) -> None:
    if verification.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))


def _why(reason: str, words: str) -> dict[str, str]:
    """Return what people are told of a no. Refuses: nothing."""
    if reason not in REASONS and not words.strip():
        raise Refused(N_("Say why."), field="reason")
    return {"reason": reason if reason in REASONS else "", "words": words.strip()}


def _decided(row: Verification, verb: str, *, reason: str, words: str, actor: Actor, at: datetime) -> bool:
    if not advance(row, VERIFICATION, verb, actor=actor, at=at, why=words or reason or None):
        return False
    row.reason, row.reason_words = reason, words
    row.decided_at, row.decided_by = at, actor.id
    record(VerificationDecided(row.id), at)
    return True
