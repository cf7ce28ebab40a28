"""Report a listing, a seller, or whom one talks with: once each."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.support.queries import has_reported
from marketplace.domains.support.report import LONGEST, REASONS
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.supporting.report_subject import report_subject, subject_of
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, limits
from marketplace.web.forms import Form
from marketplace.web.languages import say


class ReportForm(Form):
    reason = RadioField(_l("What is not right?"), validators=[InputRequired()])
    words = TextAreaField(
        _l("What should we know?"),
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 3, "maxlength": LONGEST},
    )


@portal.route("/reports/<kind>/<ref>", methods=["GET", "POST"])
@access.signed_in
@limits.limited("20 per hour", by=limits.by_account)
def report(kind: str, ref: str) -> ResponseReturnValue:
    """Say what is not right with something."""
    subject, _against = subject_of(kind=kind, ref=ref, person_id=access.me().id)
    form = ReportForm()
    form.reason.choices = [(code, say(words)) for code, words in REASONS.items()]
    if form.validate_on_submit():
        try:
            report_subject(
                kind=kind,
                ref=ref,
                reporter_id=access.me().id,
                reason=form.reason.data,
                words=form.words.data or "",
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Thank you. A person looks at it; you hear what came of it."), "good")
            return htmx.see_other(_back(kind, ref))
    return render_template(
        "storefront/reports/new.html",
        form=form,
        back_url=_back(kind, ref),
        before=has_reported(subject, access.me().id),
    ), 422 if form.is_submitted() else 200


def _back(kind: str, ref: str) -> str:
    if kind == "conversation":
        return url_for("storefront.conversation", number=ref)
    return f"/sellers/{ref}" if kind == "seller" else f"/second-hand/{ref}"
