"""How proposals move."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

PROPOSAL = Table(
    subject="proposal",
    moves={
        ("open", "accept"): "accepted",
        ("open", "decline"): "declined",
        ("open", "counter"): "countered",
        ("open", "withdraw"): "withdrawn",
        ("open", "expire"): "expired",
        ("open", "close"): "closed",  # the listing went to somebody else, or away
        ("accepted", "order"): "ordered",
        ("accepted", "lapse"): "lapsed",  # accepted, and not ordered in time
    },
    refusal=N_("This proposal has been answered already. Reload the page."),
    sentences={
        "expired": N_("This proposal has expired."),
        "withdrawn": N_("This proposal was withdrawn."),
    },
)
