"""Photos of goods that break the rules are taken off, each with a reason, and can be put back."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import offers_of_product
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import photos_of
from marketplace.domains.photos.states import PHOTO
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_
from marketplace.journeys.photos.judge import bar_photo, let_photo
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.web import access, htmx
from marketplace.web.access import needs

REASONS = (
    N_("It shows something else than this product."),
    N_("It shows contact details, an address or another shop."),
    N_("It belongs to somebody else."),
    N_("It shows people, or what offends them."),
    N_("It is too blurred or too dark to show anything."),
)
CLEARED = N_("It was cleared up.")
SHOWN = ("ready", "barred")


@portal.get("/products/<int:product_id>/photos")
@needs("catalog.read")
def product_photos(product_id: int) -> str:
    """Show the photos of all offers of a product. Refuses: a product that does not exist."""
    return _page(product_id, ReasonForm(formdata=None).offer(REASONS))


@portal.post("/products/<int:product_id>/photos")
@needs("catalog.edit")
def judge_photos(product_id: int) -> ResponseReturnValue:
    """Take the ticked photos off for a reason, or put them back."""
    ticked = set(desk.ticked())
    photos = [photo for _, hung in _hung(product_id) for photo in hung if photo.id in ticked]
    if not photos:
        raise Refused(N_("Tick the photos first."))
    form, at, actor = ReasonForm().offer(REASONS), clock.now(), access.as_admin()
    if request.form.get("verb") == "let":
        done = [let_photo(photo=photo, why=form.why.data or CLEARED, actor=actor, at=at) for photo in photos]
        said = ngettext("%(num)d photo is shown again.", "%(num)d photos are shown again.", sum(done))
    else:
        done = []
        if not desk.judged(
            form, lambda why: done.extend(bar_photo(photo=p, why=why, actor=actor, at=at) for p in photos)
        ):
            return _page(product_id, form), 422
        said = ngettext("%(num)d photo is off the shelf.", "%(num)d photos are off the shelf.", sum(done))
    flash(said, "good")
    return htmx.see_other(url_for("admin.product_photos", product_id=product_id))


def _hung(product_id: int) -> list[tuple[dict[str, str], list[Photo]]]:
    """Return the name of each supplier who offers a product, and the offer's photos that can be looked at."""
    offers = offers_of_product(product_id)
    photos = photos_of([f"offer:{offer.id}" for offer in offers])
    return [
        (offer.name, [photo for photo in photos[f"offer:{offer.id}"] if photo.state in SHOWN])
        for offer in offers
    ]


def _page(product_id: int, form: ReasonForm) -> str:
    product = session.get(Product, product_id)
    if product is None:
        raise Missing
    hung = [(name, photos) for name, photos in _hung(product_id) if photos]
    rows = history_of([(PHOTO.subject, photo.id) for _, photos in hung for photo in photos])
    return render_template(
        "admin/products/photos.html",
        product=product,
        hung=hung,
        form=form,
        history=[row for row in rows if row.verb in ("bar", "let")],
        people=desk.actors_of(rows),
    )
