"""How an account moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

PERSON = Table(
    subject="person",
    moves={("active", "suspend"): "suspended", ("suspended", "restore"): "active"},
    refusal=N_("This account has changed in the meantime. Reload the page."),
)
VERIFICATION = Table(
    subject="verification",
    moves={
        ("draft", "submit"): "submitted",
        ("submitted", "approve"): "approved",
        ("submitted", "reject"): "rejected",
        ("submitted", "withdraw"): "withdrawn",
        ("approved", "revoke"): "revoked",
    },
    refusal=N_("This verification has been decided already."),
)
