"""Change how many pieces of a line somebody means to buy, and whether now or later."""

from datetime import datetime

from marketplace.domains.carts.add import MOST_PIECES, open_cart
from marketplace.domains.carts.models import CartLine, Owner
from marketplace.domains.carts.queries import get_line
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def change(*, owner: Owner, line_id: int, quantity: int, at: datetime) -> CartLine:
    """Set a line's pieces. Refuses: none or over 99; another cart's line, as if it were not there."""
    if not 1 <= quantity <= MOST_PIECES:
        raise Refused(N_("Choose from 1 to %(most)s pieces."), field="quantity", most=MOST_PIECES)
    line = get_line(line_id, owner=owner)
    open_cart(owner=owner, at=at)
    line.quantity = quantity
    session.flush()
    return line


def save_for_later(*, owner: Owner, line_id: int, at: datetime, later: bool = True) -> CartLine:
    """Lay a line aside, or with `later=False` take it up again. Refuses: another cart's line."""
    line = get_line(line_id, owner=owner)
    open_cart(owner=owner, at=at)
    line.saved_for_later = later
    session.flush()
    return line
