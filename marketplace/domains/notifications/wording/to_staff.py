"""What the operator's staff are told."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

TO_STAFF: dict[str, Words] = {
    "refund_failed": Words(
        "work",
        N_("Refund %(number)s failed: %(amount)s"),
        N_(
            "The provider did not give it back for %(reference)s. It is tried again by itself; see why, or send it now."
        ),
    ),
    "case_soon_due": Words(
        "work",
        N_("Decide case %(number)s by %(by)s"),
        N_("Both sides have been heard, and it waits for a decision."),
    ),
}
