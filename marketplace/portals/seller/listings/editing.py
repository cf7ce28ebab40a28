"""Changing what is on the shelf: one page, its changes go to a moderator, the approved version stays up."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.listings.checklists import GRADES, PARTS, checklist_of
from marketplace.domains.listings.drafting.edit import PHOTOS
from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.queries import photos_of_listing, waiting_edits
from marketplace.domains.listings.states import LISTING
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused
from marketplace.journeys.used.edit_listing import edit_listing, withdraw_listing_edit
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings import condition, handover, price
from marketplace.portals.seller.listings.steps import Mine, mine
from marketplace.web import access, htmx

SHOW = "show_"
REDRAWN = frozenset({"all_work", "use", "choose"})


class EditForm(condition.ConditionForm, price.PriceForm, handover.HandoverForm):
    """Everything that may change while it is on the shelf."""

    title = StringField(
        _l("Title"), validators=[InputRequired(), Length(max=120)], render_kw={"maxlength": 120}
    )
    pictures: Sequence[Photo] = ()

    def said(self) -> dict[str, Any]:
        steps = (condition.ConditionForm, price.PriceForm, handover.HandoverForm)
        found = {name: value for step in steps for name, value in step.said(self).items()}
        found.pop("suggested")
        return found | {"title": self.title.data or ""}

    def photo_rows(self) -> list[tuple[Photo, Field]]:
        """Return the photos with the field that says at which place each is shown."""
        return [(photo, self[f"{SHOW}{photo.id}"]) for photo in self.pictures]

    def photo_ids(self) -> list[int]:
        """Return the photos to be shown, in order."""
        wanted = [(int(field.data or 0), n, photo.id) for n, (photo, field) in enumerate(self.photo_rows())]
        return [photo_id for place, _n, photo_id in sorted(wanted) if place]


@portal.get("/listings/<number>/edit")
def edit_form(number: str) -> str:
    """Show what may be changed, with what waits already."""
    this = _on_shelf(mine(number))
    return _page(this, _make(this))


@portal.post("/listings/<number>/edit")
def ask_edit(number: str) -> ResponseReturnValue:
    """Ask for the changes."""
    this = _on_shelf(mine(number))
    form = _make(this)
    if request.form.get("way") in REDRAWN or not form.validate():
        return _page(this, form), 422
    try:
        edit_listing(
            number=number, seller_id=access.me().id, said=form.said(), photo_ids=form.photo_ids(),
            actor=access.as_buyer(), at=clock.now(),
        )  # fmt: skip
    except Refused as no:
        form.refuse(no)
        return _page(this, form), 422
    flash(_("Your changes wait for a moderator. Until then buyers see it as it is."), "good")
    return htmx.see_other(url_for("seller.listing", number=number))


@portal.post("/listings/<number>/edit/withdrawal")
def withdraw_edit(number: str) -> ResponseReturnValue:
    """Take the changes back that wait."""
    withdraw_listing_edit(number=number, seller_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    flash(_("Your changes are taken back."), "info")
    return htmx.see_other(url_for("seller.listing", number=number))


def _on_shelf(this: Mine) -> Mine:
    if this.listing.state != "published":
        raise LISTING.stale(this.listing.state)
    return this


def _make(this: Mine) -> EditForm:
    """Return the form with the listing as it would be, were what waits approved."""
    wanted = _as_wanted(this, waiting_edits([this.listing.id]).get(this.listing.id))
    photos = [photo for photo in photos_of_listing(this.listing.id) if photo.role != PLATE]
    items = checklist_of(this.kind)
    places = [("0", _("Not shown")), *((str(n), str(n)) for n in range(1, len(photos) + 1))]
    shown = [SelectField(_("Position"), choices=list(places)) for _photo in photos]
    fields = {f"{SHOW}{photo.id}": field for photo, field in zip(photos, shown, strict=True)}
    fields |= condition.check_fields(items) | condition.defect_fields(condition.photo_choices(this))
    kind = type("ThisEditForm", (EditForm,), {**fields, "items": items, "pictures": photos})
    data = {f"{SHOW}{photo_id}": str(n) for n, photo_id in enumerate(_shown_now(wanted, photos), start=1)}
    data |= (
        condition.data(wanted) | price.data(wanted) | handover.data(wanted) | {"title": wanted.listing.title}
    )
    made: EditForm = kind(data=data)
    made.grade.choices = [(grade, condition.GRADE_WORDS[grade]) for grade in (*GRADES, PARTS)]
    condition.fill_in(made)
    price.fill_in(made, this)
    handover.fill_in(made, this)
    return made


def _as_wanted(this: Mine, waiting: ListingEdit | None) -> Mine:
    row = this.listing
    names = [column.key for column in Listing.__table__.columns if column.key != "search"]
    changes = waiting.changes if waiting is not None else {}
    copy = Listing(**{name: changes.get(name, getattr(row, name)) for name in names})
    copy.flags = {PHOTOS: changes.get(PHOTOS)}
    return Mine(copy, this.kind)


def _shown_now(wanted: Mine, photos: Sequence[Photo]) -> list[int]:
    asked = wanted.listing.flags.get(PHOTOS)
    return list(asked) if asked is not None else [photo.id for photo in photos if photo.published]


def _page(this: Mine, form: EditForm) -> str:
    return render_template(
        "seller/listings/edit.html",
        listing=this.listing,
        form=form,
        waiting=waiting_edits([this.listing.id]).get(this.listing.id),
        currency=settlement_currency(),
        details=condition.grade_details(),
        earning=price.of_price(this, form.price.data),
        **handover.context(this, form),
    )
