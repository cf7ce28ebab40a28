"""What a moderator may decide, and what they are told when it is done."""

from collections.abc import Sequence

from marketplace.domains.listings.moderation.decide import APPROVE, ASK, REASONS, REJECT, TAKE_DOWN
from marketplace.foundation.text import N_
from marketplace.portals.admin.desk import VerdictForm

MODERATE = "moderate"
LABELS = {
    APPROVE: N_("Approve"),
    ASK: N_("Ask for changes"),
    REJECT: N_("Reject"),
    TAKE_DOWN: N_("Take down"),
}
DONE = {
    APPROVE: N_("Approved: everybody sees it now."),
    ASK: N_("The seller was asked for changes."),
    REJECT: N_("Rejected; the seller was told why."),
    TAKE_DOWN: N_("Taken down; the seller was told why."),
}
VERDICTS = {"submitted": (APPROVE, ASK, REJECT), "published": (TAKE_DOWN,)}


def offered(form: VerdictForm, verbs: Sequence[str]) -> VerdictForm:
    """Offer these decisions and a moderator's canned reasons."""
    return form.offer({verb: LABELS[verb] for verb in verbs}, REASONS)
