"""How reviews and refund requests move."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

REVIEW = Table(
    subject="review",
    moves={("shown", "hide"): "hidden", ("hidden", "show"): "shown"},
    refusal=N_("This review has changed in the meantime. Reload the page."),
)

REFUND_REQUEST = Table(
    subject="refund_request",
    moves={("asked", "approve"): "approved", ("asked", "decline"): "declined"},
    refusal=N_("This has been decided already."),
)
