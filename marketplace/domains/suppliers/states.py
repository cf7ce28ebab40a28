"""How a supplier moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

SUPPLIER = Table(
    subject="supplier",
    moves={("active", "suspend"): "suspended", ("suspended", "restore"): "active"},
    refusal=N_("This supplier has changed in the meantime. Reload the page."),
)
