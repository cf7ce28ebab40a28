"""What the timetable does for verifications."""

from marketplace.domains.accounts.verification.ask import forget_all
from marketplace.domains.accounts.verification.queries import stale_documents, unasked
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.dials import dial
from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways import storage
from marketplace.journeys.verifying.ask_register import ask_register

KEEP_DOCUMENTS = dial(
    "keep_documents_days",
    30,
    low=1,
    high=365,
    group="security",
    about=N_("Days a photo of an identity document is kept after the decision."),
)
BATCH = 100


def ask_about_names() -> None:
    """Ask the register about those it has not been asked about."""
    with door():
        waiting = unasked(limit=BATCH)
    for verification_id in waiting:
        try:
            ask_register(verification_id=verification_id, at=clock.now())
        except Unavailable:
            return  # the next run asks again


def forget_documents() -> None:
    """Destroy documents that were replaced, or decided about long enough ago."""
    before = clock.now() - KEEP_DOCUMENTS.span
    with door():
        found = [(row.id, row.stored) for row in stale_documents(before=before, limit=BATCH)]
    storage.current().delete(key for _, key in found)
    with door():
        forget_all([document_id for document_id, _ in found], at=clock.now())
