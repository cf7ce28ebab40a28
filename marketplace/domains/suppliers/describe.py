"""A supplier says who it is, in both languages."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import LANGUAGES, N_


def describe(
    *,
    supplier: Supplier,
    name: Mapping[str, str],
    about: Mapping[str, str],
    email: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """Change a supplier's words; False when nothing changed. Refuses: a name missing in one of the languages."""
    for language in LANGUAGES:
        if not name.get(language):
            raise Refused(N_("Write the name in both languages."), field=f"name_{language}")
    fresh = {"name": dict(name), "about": {k: v for k, v in about.items() if v}, "email": email}
    changes = {key: [old, new] for key, new in fresh.items() if (old := getattr(supplier, key)) != new}
    for key in changes:
        setattr(supplier, key, fresh[key])
    if changes:
        note(
            "supplier",
            supplier.id,
            "describe",
            supplier.state,
            supplier.state,
            actor=actor,
            at=at,
            details=changes,
        )
    return bool(changes)
