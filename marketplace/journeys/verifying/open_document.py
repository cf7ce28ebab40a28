"""A sealed document is opened for whoever was let in; who that is was written down before."""

from marketplace.domains.accounts.verification.ask import DOCUMENT
from marketplace.foundation.refusals import Missing
from marketplace.foundation.seal import Unsealable, unseal_bytes
from marketplace.gateways import storage


def open_document(*, stored: str) -> bytes:
    """Return the JPEG kept under this key. Refuses: one that was destroyed, or sealed with another house's key."""
    try:
        return unseal_bytes(storage.current().get(stored), DOCUMENT)
    except (storage.NotKept, Unsealable) as gone:
        raise Missing from gone
