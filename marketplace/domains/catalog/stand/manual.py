"""Where a product's manual is: an address at its maker's, which staff can set right or take away."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.stand.hide import SUBJECT
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

LONGEST = 300
_SIGNS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")  # RFC 3986, section 2
# A name, no number of a machine: browsers read a host whose last part begins with a digit as one, `0x7f.1` too.
_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]+")


def manual_address(typed: str) -> str:
    """Return the address as it is kept, "" for none. Refuses: what is no plain https address of a named host."""
    address = typed.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.netloc == parts.hostname
    except ValueError:
        is_plain = False
    if not is_plain or len(address) > LONGEST or not _SIGNS.fullmatch(address):
        raise Refused(
            N_("Write an address that begins with https:// and is no longer than 300 characters."),
            field="manual",
        )
    if not _HOST.fullmatch(parts.netloc):
        raise Refused(
            N_("Name the maker's site, such as https://www.example.com/manual.pdf."), field="manual"
        )
    return address


def set_manual(*, product_id: int, address: str, why: str, actor: Actor, at: datetime) -> None:
    """Write where a product's manual is, whatever its suppliers' files say from now on; the history keeps what stood.

    Refuses: a product that does not exist.
    """
    product = session.get(Product, product_id, with_for_update=True)
    if product is None:
        raise Missing
    was, became = product.manual, manual_address(address)
    product.manual_by_staff = True
    if was != became:
        product.manual, product.updated_at = became, at
        changed = {"before": {"manual": was}, "after": {"manual": became}}
        note(SUBJECT, product_id, "edit", "", "", actor=actor, at=at, why=why or None, details=changed)
