"""Settings: every number an operator may turn, in its group, with what was turned, when and by whom."""

import os
from importlib import import_module

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired

from marketplace.domains.orders.accept import HOLIDAYS
from marketplace.foundation import clock, dials
from marketplace.foundation.dials import DIALS, Dial
from marketplace.foundation.history import history_of_kinds
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import note
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form

WORKERS = (
    "marketplace.journeys.jobs",
    "marketplace.journeys.reactions",
    "marketplace.domains.notifications.jobs",
)
GROUPS = {
    "orders": _l("Orders"),
    "payments": _l("Payments"),
    "commission": _l("Commission"),
    "cases": _l("Cases"),
    "second_hand": _l("Second-hand"),
    "second_hand_services": _l("Movers and installation"),
    "catalog": _l("Catalogue"),
    "photos": _l("Photos"),
    "security": _l("Security"),
}
UNITS = {
    "seconds": _l("seconds"),
    "minutes": _l("minutes"),
    "hours": _l("hours"),
    "days": _l("days"),
    "months": _l("months"),
    "years": _l("years"),
    "percent": "%",
    "points": _l("basis points"),
    "minor": _l("minor units"),
    "units": _l("minor units"),
}
SUBJECT = "dial"  # they have names, not numbers: the name stands in the line's details


class DialForm(Form):
    """One number."""

    value = IntegerField(
        _l("Value"), validators=[InputRequired()], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )


@portal.get("/settings")
@needs("settings.edit")
def settings() -> str:
    """Show every setting and the changes made."""
    known = sorted(all_dials().values(), key=lambda one: one.name)
    page = history_of_kinds(SUBJECT, cursor=desk.cursor(), size=20)
    return render_template(
        "admin/settings/list.html",
        groups={words: [one for one in known if one.group == name] for name, words in GROUPS.items()},
        holidays=len(HOLIDAYS()),
        turned=dials.turned(),
        page=page,
        people=desk.actors_of(page.rows),
    )


@portal.route("/settings/<name>", methods=["GET", "POST"])
@needs("settings.edit")
def setting(name: str) -> ResponseReturnValue:
    """Turn one setting."""
    dial = _known(name)
    form = DialForm(data={"value": dial()})
    if form.validate_on_submit():
        try:
            _turn(dial, form.value.data)
        except Refused as no:
            no.field = "value"
            form.refuse(no)
        else:
            flash(_("Set. It counts within five seconds."), "good")
            return htmx.see_other(url_for("admin.settings"))
    unit = UNITS.get(name.rpartition("_")[2], "")
    shown = {
        "form": form,
        "dial": dial,
        "unit": unit,
        "turned": dial.name in dials.turned(),
        "usual": _usual(dial),
    }
    return render_template("admin/settings/edit.html", **shown), 422 if form.is_submitted() else 200


@portal.post("/settings/<name>/default")
@needs("settings.edit")
def setting_default(name: str) -> ResponseReturnValue:
    """Let a setting be what it was before anybody turned it."""
    dial = _known(name)
    before = dial()
    dials.reset(name)
    _write(dial, "reset", before, _usual(dial))
    flash(_("Back to its default."), "good")
    return htmx.see_other(url_for("admin.settings"))


def _turn(dial: Dial, value: int) -> None:
    before = dial()
    dials.turn(dial.name, value)
    _write(dial, "turn", before, value)


def _write(dial: Dial, verb: str, before: int, after: int) -> None:
    if before == after and verb == "turn":
        return
    details = {"name": dial.name, "before": {"value": before}, "after": {"value": after}}
    actor, at = access.as_admin(), clock.now()
    note(SUBJECT, 0, verb, str(before), str(after), actor=actor, at=at, details=details)


def _usual(dial: Dial) -> int:
    return int(os.environ.get(dial.name.upper(), dial.default))


def all_dials() -> dict[str, Dial]:
    """Return every dial, also those that only workers turn to: their modules declare them when they load."""
    for room in WORKERS:
        import_module(room)
    return DIALS


def _known(name: str) -> Dial:
    found = all_dials().get(name)
    if found is None:
        raise Missing
    return found
