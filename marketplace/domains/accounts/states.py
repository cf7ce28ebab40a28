"""How an account moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

PERSON = Table(
    subject="person",
    moves={("active", "suspend"): "suspended", ("suspended", "restore"): "active"},
    refusal=N_("This account has changed in the meantime. Reload the page."),
)
