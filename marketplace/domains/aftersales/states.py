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

CASE = Table(
    subject="case",
    moves={
        ("open", "answer"): "answered",
        ("open", "escalate"): "deciding",  # the seller stayed silent, or the buyer asked the platform
        ("answered", "escalate"): "deciding",
        ("open", "withdraw"): "closed",
        ("answered", "withdraw"): "closed",
        ("deciding", "withdraw"): "closed",
        ("open", "settle"): "closed",  # the payee gave what was wished
        ("answered", "settle"): "closed",
        ("open", "decide"): "closed",
        ("answered", "decide"): "closed",
        ("deciding", "decide"): "closed",
        ("open", "ask_back"): "returning",
        ("answered", "ask_back"): "returning",
        ("deciding", "ask_back"): "returning",
        ("returning", "decide"): "closed",  # nothing came back in time
        ("returning", "send_back"): "sent_back",
        ("sent_back", "decide"): "closed",  # confirmed, or not answered in time
        (
            "sent_back",
            "escalate",
        ): "deciding",  # the other side says that something else came back, or nothing
    },
    refusal=N_("This case has moved on. Reload the page to see where it is."),
    sentences={"closed": N_("This case is closed.")},
)
