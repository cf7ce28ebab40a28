"""The second step: a code of the authenticator app, or a recovery code."""

from flask import flash, render_template, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.second_step import pass_second_step
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.way_in import visit
from marketplace.web import access, htmx, limits, links, logs, sessions
from marketplace.web.forms import Form

MOST_TRIES = 5


class StepForm(Form):
    code = StringField(
        _l("Code from your app"),
        description=_l("Or one of your recovery codes."),
        validators=[InputRequired(), Length(max=40)],
        render_kw={
            "autocomplete": "one-time-code",
            "maxlength": 20,
            "class": "code",
            "autocapitalize": "characters",
        },
    )


def _by_person() -> str:
    person = visit.half_way()
    return f"second step:{person.id if person else ''}"


@portal.route("/sign-in/second-step", methods=["GET", "POST"])
@limits.limited("15 per 15 minutes", by=_by_person)
@limits.limited("60 per day", by=_by_person)  # of a million codes three fit at any time
def second_step() -> ResponseReturnValue:
    """Ask for the app's code: on the way in, or before a page that needs it."""
    person, going_to = visit.half_way(), links.asked_next("")
    if person is None or person.totp_secret is None:
        return visit.start_over()
    form = StepForm()
    if form.validate_on_submit():
        if _is_right(person, form.code.data or ""):
            return _go_on(person, going_to)
        logs.watch("proof failed", by="second step", person=person.id)
        if _too_many():
            flash(_("Too many wrong codes. Start again."), "bad")
            return visit.start_over()
        form.refuse(
            Refused(N_("That code does not fit, or was used already. Wait for the next one."), field="code")
        )
    status = 422 if form.is_submitted() else 200
    return render_template("account/way_in/second_step.html", form=form, next=going_to), status


def _is_right(person: Person, typed: str) -> bool:
    with door():
        return pass_second_step(person=person, typed=typed, at=clock.now())


def _too_many() -> bool:
    half = session.get(visit.HALF)
    if half is None:
        return False
    tries = int(half["tries"]) + 1
    session[visit.HALF] = half | {"tries": tries}
    if tries >= MOST_TRIES:
        session.pop(visit.HALF)
    return tries >= MOST_TRIES


def _go_on(person: Person, going_to: str) -> ResponseReturnValue:
    half = session.get(visit.HALF)
    if half is not None:
        return visit.enter(person, half["by"], second_step=True)
    session[access.SECOND_STEP] = clock.now().isoformat()
    sessions.rotate()
    return htmx.see_other(links.safe_next(going_to, visit.HOME))
