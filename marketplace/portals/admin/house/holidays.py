"""Holidays: the days that do not count as working days, one a line."""

from datetime import date

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from marketplace.domains.orders.accept import HOLIDAYS
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_
from marketplace.portals.admin import portal
from marketplace.portals.admin.house.settings import SUBJECT
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form

MOST_DAYS = 400
FIRST_YEAR, LAST_YEAR = 2020, 2100
_ROWS = {"rows": 14, "maxlength": 8000, "spellcheck": "false", "placeholder": "2027-01-01"}


class HolidaysForm(Form):
    """One date a line."""

    days = TextAreaField(
        _l("Dates"),
        description=_l("One date a line, such as 2027-01-01. Saturdays and Sundays need not be listed."),
        validators=[Length(max=8000)],
        render_kw=_ROWS,
    )


@portal.route("/settings/holidays", methods=["GET", "POST"])
@needs("settings.edit")
def holidays() -> ResponseReturnValue:
    """Show the holidays, and keep what was written."""
    form = HolidaysForm(data={"days": "\n".join(_written(HOLIDAYS()))})
    if form.validate_on_submit():
        try:
            _keep(_read(form.days.data or ""))
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Set. It counts within five seconds."), "good")
            return htmx.see_other(url_for("admin.settings"))
    return render_template("admin/settings/holidays.html", form=form), 422 if form.is_submitted() else 200


def _read(typed: str) -> set[date]:
    """Return the days of the lines. Refuses: a line that is no date, more than four hundred."""
    found = set()
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        day = _day(line.strip())
        if day is None:
            sentence = N_("Line %(line)s is not a date such as 2027-01-01.")
            raise Refused(sentence, field="days", line=number)
        found.add(day)
    if len(found) > MOST_DAYS:
        raise Refused(N_("List at most %(most)s days."), field="days", most=MOST_DAYS)
    return found


def _day(line: str) -> date | None:
    try:
        day = date.fromisoformat(line)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _keep(days: set[date]) -> None:
    before, after = _written(HOLIDAYS()), _written(days)
    if before == after:
        return
    HOLIDAYS.keep(days)
    gone, new = sorted({*before} - {*after}), sorted({*after} - {*before})
    details = {"name": HOLIDAYS.name, "before": {"removed": gone}, "after": {"added": new}}
    actor = access.as_admin()
    note(SUBJECT, 0, "turn", str(len(before)), str(len(after)), actor=actor, at=clock.now(), details=details)


def _written(days: frozenset[date] | set[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
