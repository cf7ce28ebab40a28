"""A photo of a document is made anew, sealed and put away; then its row says where."""

from datetime import datetime

from marketplace.domains.accounts.verification.ask import DOCUMENT, latest_of, show
from marketplace.domains.accounts.verification.models import VerificationDocument
from marketplace.domains.accounts.verification.read import SIDES
from marketplace.domains.photos.making import SIZES, make
from marketplace.foundation.db import door
from marketplace.foundation.ids import new_token
from marketplace.foundation.refusals import Missing
from marketplace.foundation.seal import seal_bytes
from marketplace.gateways import storage

FOLDER = "documents"


def keep_document(*, person_id: int, side: str, data: bytes, at: datetime) -> VerificationDocument:
    """Keep the photo of one side of somebody's document, for staff's eyes.

    Opens its own transactions; the photo is decoded and stored between them. Refuses: what is no photo (Unfit), a
    side nobody asked for, a request that was sent already.
    """
    with door():
        row = latest_of(person_id)
        if row is None or side not in SIDES[row.kind]:
            raise Missing
    pictures = make(data).pictures
    largest = max(size for size in SIZES if (size, "jpg") in pictures)
    key = f"{FOLDER}/{new_token()}"
    storage.current().put(key, seal_bytes(pictures[largest, "jpg"], DOCUMENT))
    with door():
        row = latest_of(person_id)
        if row is None:
            raise Missing
        return show(verification=row, side=side, stored=key, at=at)
