"""What staff's word on photos of goods tells those who sell them."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.notifications.speak import said, words
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.photos.events import PhotoBarred
from marketplace.domains.photos.models import Photo
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk


def _barred(_: Desk, fact: PhotoBarred) -> Iterator[Telling]:
    photo = session.get(Photo, fact.photo_id)
    kind = "photo_barred" if fact.is_barred else "photo_let"
    for row in _sellers_of(photo.holder) if photo else ():
        yield Telling(
            person_id=row.person_id,
            kind=kind,
            key=f"{kind}:{fact.photo_id}:{fact.on}:{row.person_id}",
            link=f"/supplier/offers/{row.id}/photos?place={row.slug}",
            params={"goods": words(row.title), "why": said(fact.why)},
        )


def _sellers_of(holder: str) -> Iterator[Any]:
    kind, _, number = holder.partition(":")
    if kind != "offer":
        return
    yield from session.execute(
        select(WorkAccount.person_id, Offer.id, Product.title, Supplier.slug)
        .join(Supplier, Supplier.id == WorkAccount.supplier_id)
        .join(Offer, Offer.supplier_id == Supplier.id)
        .join(Product, Product.id == Offer.product_id)
        .where(Offer.id == int(number), WorkAccount.state == "active")
        .order_by(WorkAccount.id)
    )


OF_PHOTOS: dict[type[Fact], Callable[[Desk, Any], Iterator[Telling]]] = {PhotoBarred: _barred}
