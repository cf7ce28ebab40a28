"""The third step: what works, how it looks, what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.domains.listings.checklists import (
    ANSWERS,
    DEFECTS,
    GRADES,
    PARTS,
    PASS,
    Item,
    checklist_of,
)
from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.queries import photos_of_listing
from marketplace.portals.seller.listings.steps import Mine, StepForm
from marketplace.web import formats

PREFIX = "check_"
ROWS = 3  # for defects; what is more goes into the words
ANSWER_WORDS = {"pass": _l("Works"), "fail": _l("Does not"), "untested": _l("Not tried")}
GRADE_WORDS = {
    "premium": _l("Premium"),
    "excellent": _l("Excellent"),
    "good": _l("Good"),
    "fair": _l("Fair"),
    "parts": _l("For parts"),
}
DEFECT_WORDS = {code: _l(words) for code, words in DEFECTS.items()}


class ConditionForm(StepForm):
    grade = RadioField(_l("How it looks"), validators=[InputRequired()])
    words = TextAreaField(
        _l("What a buyer should know"),
        description=_l("Why you sell it, how it was used, what comes with it."),
        validators=[Length(max=2000)],
        render_kw={"rows": 4, "maxlength": 2000},
    )
    items: tuple[Item, ...] = ()

    def answers(self) -> list[tuple[Item, Any]]:
        """Return the lines of the function check with their fields."""
        return [(item, self[PREFIX + item.code]) for item in self.items]

    def defect_rows(self) -> list[tuple[Any, Any, Any]]:
        """Return the rows for defects: kind, words, photo."""
        return [tuple(self[f"{name}_{n}"] for name in ("defect", "about", "photo")) for n in range(ROWS)]

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = {"checklist": {i.code: f.data for i, f in self.answers() if f.data}}
        if self.fine("grade"):
            found["grade"] = self.grade.data or ""
        if self.fine("words"):
            found["words"] = self.words.data or ""
        found["defects"] = [
            {"kind": kind.data, "words": words.data or "", "photo": photo.data or ""}
            for kind, words, photo in self.defect_rows()
            if kind.data
        ]
        return found


def make(this: Mine) -> ConditionForm:
    """Return the form with what the draft says."""
    items = checklist_of(this.kind)
    fields = check_fields(items) | defect_fields(photo_choices(this))
    made: ConditionForm = type("CheckForm", (ConditionForm,), {**fields, "items": items})(data=data(this))
    fill_in(made)
    return made


def fill_in(form: ConditionForm) -> None:
    """Offer the grades, and let every check pass where that button was pressed."""
    form.grade.choices = [(grade, GRADE_WORDS[grade]) for grade in (*GRADES, PARTS)]
    if request.form.get("way") == "all_work":
        for _item, field in form.answers():
            field.data, field.raw_data = PASS, [PASS]


def check_fields(items: Sequence[Item]) -> dict[str, Any]:
    """Return a field for each line of the function check."""
    return {
        PREFIX + item.code: RadioField(
            formats.local(item.words),
            choices=[(answer, ANSWER_WORDS[answer]) for answer in ANSWERS],
            validators=[InputRequired()],
        )
        for item in items
    }


def photo_choices(this: Mine) -> list[tuple[str, str]]:
    """Return the photos a defect can point at, counted as the page shows them."""
    shown = [photo for photo in photos_of_listing(this.listing.id) if photo.role != PLATE]
    return [(photo.token, str(n)) for n, photo in enumerate(shown, start=1)]


def context(_this: Mine, _form: ConditionForm) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    return {"details": grade_details()}


def grade_details() -> dict[str, Any]:
    """Return what each grade means, by what can be seen at which distance."""
    return {
        "premium": _l("Nothing to be seen at 20 cm; original parts and box."),
        "excellent": _l("Nothing to be seen at 20 cm."),
        "good": _l("Nothing to be seen at 50 cm."),
        "fair": _l("Wear can be seen at 50 cm; everything works."),
        "parts": _l("Does not pass its function check; for parts."),
    }


def defect_fields(photos: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of the rows for defects."""
    kinds = [("", "–"), *((code, DEFECT_WORDS[code]) for code in DEFECTS)]
    fields: dict[str, Any] = {}
    for n in range(ROWS):
        fields[f"defect_{n}"] = SelectField(_l("Flaw"), choices=list(kinds), default="")
        fields[f"about_{n}"] = StringField(
            _l("Where, how large"), validators=[Length(max=200)], render_kw={"maxlength": 200}
        )
        fields[f"photo_{n}"] = SelectField(
            _l("Photo"), choices=[("", "–"), *photos], default="", validators=[Optional()]
        )
    return fields


def data(this: Mine) -> dict[str, Any]:
    """Return what a listing says of its condition, as the form shows it."""
    listing = this.listing
    found: dict[str, Any] = {"grade": listing.grade or None, "words": listing.words}
    found |= {PREFIX + code: answer for code, answer in listing.checklist.items()}
    for n, defect in enumerate(listing.defects.get("list", [])[:ROWS]):
        found |= {f"defect_{n}": defect["kind"], f"about_{n}": defect["words"], f"photo_{n}": defect["photo"]}
    return found
