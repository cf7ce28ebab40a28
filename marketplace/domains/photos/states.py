"""How a photo moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

PHOTO = Table(
    subject="photo",
    moves={
        ("received", "make"): "ready",
        ("received", "refuse"): "refused",
        ("received", "remove"): "removed",
        ("ready", "remove"): "removed",
        ("refused", "remove"): "removed",
        ("ready", "bar"): "barred",
        ("barred", "let"): "ready",
        ("barred", "remove"): "removed",
    },
    refusal=N_("This photo has changed in the meantime. Reload the page."),
)
