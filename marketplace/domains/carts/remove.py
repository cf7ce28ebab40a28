"""Take a line out of a cart."""

from marketplace.domains.carts.models import CartLine, Owner
from marketplace.domains.carts.queries import get_line
from marketplace.foundation.db import session


def remove(*, owner: Owner, line_id: int) -> CartLine:
    """Remove a line and return what it was. Refuses: another cart's line, as if it were not there."""
    line = get_line(line_id, owner=owner)
    session.delete(line)
    session.flush()
    return line
