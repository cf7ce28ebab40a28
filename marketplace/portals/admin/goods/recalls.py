"""Models that were called back: nobody can list one while its entry holds."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.listings.queries import recalls as entries
from marketplace.domains.listings.recalls.enter import end_recall, recall
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form

_WORDS = {"rows": 2, "maxlength": 500}


class RecallForm(Form):
    brand = StringField(
        _l("Brand"), validators=[InputRequired(), Length(max=60)], render_kw={"maxlength": 60}
    )
    model = StringField(
        _l("Model, or how it begins"),
        description=_l(
            "BCD206 covers BCD-206WD and every other that begins so; signs and case do not count."
        ),
        validators=[InputRequired(), Length(max=80)],
        render_kw={"maxlength": 80, "autocapitalize": "characters", "autocomplete": "off"},
    )
    about_en = TextAreaField(_l("Why, in English"), validators=[Length(max=500)], render_kw=_WORDS)
    about_zh = TextAreaField(_l("Why, in Chinese"), validators=[Length(max=500)], render_kw=_WORDS)
    source = StringField(
        _l("Source"),
        description=_l("The notice's number or address, such as the register of the market regulator."),
        validators=[Length(max=300)],
        render_kw={"maxlength": 300},
    )

    def about(self) -> dict[str, str]:
        """Return why, in the languages it was written in."""
        written = {"en": self.about_en.data, "zh": self.about_zh.data}
        return {language: words for language, words in written.items() if words}


@portal.get("/recalls")
@needs("moderate")
def recalls() -> str:
    """Show what was called back, newest first, and the form for one more."""
    return _page(RecallForm(formdata=None))


@portal.route("/recalls/new", methods=["GET", "POST"])
@needs("moderate")
def add_recall() -> ResponseReturnValue:
    """Enter a recall; what is listed already leaves the shelf, and its sellers are told."""
    form = RecallForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        recall(
            brand=form.brand.data, model=form.model.data, about=form.about(), source=form.source.data or "",
            actor=access.as_admin(), at=clock.now(),
        )  # fmt: skip
    except Refused as no:
        form.refuse(no)
        return _page(form), 422
    flash(_("Entered. Nobody can list this model any more; what is listed leaves the shelf."), "good")
    return htmx.see_other(url_for("admin.recalls"))


@portal.post("/recalls/<int:recall_id>/ending")
@needs("moderate")
def finish_recall(recall_id: int) -> ResponseReturnValue:
    """Let a recall hold no more."""
    end_recall(recall_id=recall_id, actor=access.as_admin(), at=clock.now())
    flash(_("Ended. The model can be listed again; sellers whose listing it took are told."), "info")
    return htmx.see_other(url_for("admin.recalls"))


def _page(form: RecallForm) -> str:
    q = request.args.get("q", "")[:60]
    return render_template("admin/recalls/list.html", form=form, page=entries(q=q, cursor=desk.cursor()), q=q)
