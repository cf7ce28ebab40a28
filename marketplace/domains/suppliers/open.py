"""Open a supplier: a name to sell under."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60


def open_supplier(*, slug: str, name: Mapping[str, str], email: str = "", at: datetime) -> Supplier:
    """Open a supplier under an address of its own. Refuses: an address in use, or of other than letters and digits."""
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise Refused(N_("Use small letters, digits and hyphens, at most 60."), field="slug")
    if session.scalar(select(Supplier.id).filter_by(slug=slug)) is not None:
        raise Refused(N_("There is a supplier with this address already."), field="slug")
    row = Supplier(slug=slug, name=dict(name), email=email, created_at=at)
    session.add(row)
    session.flush()
    return row
