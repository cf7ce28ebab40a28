"""How reports, strikes and appeals move."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

DECIDED = N_("This has been decided already.")
REPORT = Table(
    subject="report",
    moves={("open", "uphold"): "upheld", ("open", "dismiss"): "dismissed"},
    refusal=DECIDED,
)
STRIKE = Table(
    subject="strike",
    moves={("live", "lift"): "lifted"},
    refusal=DECIDED,
)
APPEAL = Table(
    subject="appeal",
    moves={("open", "grant"): "granted", ("open", "refuse"): "refused"},
    refusal=DECIDED,
)
