"""One case as staff read it, and what they decide; much money takes a second of them, nobody decides their own."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.aftersales.cases.queries import (
    entries_of,
    get_case,
    goods_go_back,
    is_by_payee,
    side_of,
    to_come,
)
from marketplace.domains.aftersales.cases.reasons import ENDINGS, LONGEST_WORDS, OUTCOMES, REASONS, WISHES
from marketplace.domains.aftersales.cases.two_hands import requests_for, verdict_in, waiting_for
from marketplace.domains.aftersales.models import Case
from marketplace.domains.aftersales.states import CASE, REFUND_REQUEST
from marketplace.domains.aftersales.two_hands import LARGE_REFUND
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.around import around
from marketplace.domains.orders.reading.money import earned
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.cases.decide_case import confirm_verdict, decide_case
from marketplace.journeys.cases.end_due import HEARD, SILENT
from marketplace.journeys.cases.speak import ask_in_case
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.cases.queue import CASES
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.fields import MoneyField
from marketplace.web.forms import Form, ReplayField
from marketplace.web.languages import say

# Each side reads them in its own language.
CANNED = (
    N_("The photos show the damage, and it was not there when it was handed over."),
    N_("The listing or the product page promised what is missing."),
    N_("The carrier's record shows that it did not arrive."),
    N_("The carrier's record shows that it arrived in order."),
    N_("What is shown was described before the purchase."),
    N_("Neither side could show what they say, so the loss is shared."),
)


class VerdictForm(desk.ReasonForm):
    """What happens to the money, and why."""

    outcome = RadioField(
        _l("What happens"), validators=[InputRequired(_l("Choose what happens to the money."))]
    )
    amount = MoneyField(_l("To the buyer, if it is a part"), least=1)


class QuestionForm(Form):
    """A question to both sides."""

    words = TextAreaField(
        _l("Ask both sides"),
        validators=[InputRequired(_l("Write something first.")), Length(max=LONGEST_WORDS)],
        render_kw={"rows": 3, "maxlength": LONGEST_WORDS},
    )
    replay_key = ReplayField()


@portal.get("/cases/<number>")
@needs(CASES)
def case(number: str) -> str:
    """Show one case."""
    return _page(number, _form(), QuestionForm(formdata=None))


@portal.post("/cases/<number>/decision")
@needs(CASES)
def case_decision(number: str) -> ResponseReturnValue:
    """Decide, or ask a colleague to confirm what gives back much."""
    found, _order = get_case(number)
    form = _form()
    if form.validate_on_submit():
        try:
            asked = decide_case(
                case_id=found.id,
                outcome=form.outcome.data,
                amount=form.amount.data,
                words=form.reason,
                actor=access.as_admin(),
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            if asked is not None:
                flash(_("A colleague has to confirm this before it counts."), "held")
                return htmx.see_other(url_for("admin.case", number=number))
            flash(_("Decided. Both sides are told."), "good")
            return htmx.see_other(url_for("admin.cases"))
    return _page(number, form, QuestionForm(formdata=None)), 422


@portal.post("/cases/<number>/confirmation/<int:request_id>")
@needs(CASES)
def case_confirmation(number: str, request_id: int) -> ResponseReturnValue:
    """Say yes or no to a colleague's verdict."""
    answer = request.form.get("answer")
    if answer not in ("approve", "decline"):
        raise Refused(N_("Say yes or no."))
    found, _order = get_case(number)
    approved, actor = answer == "approve", access.as_admin()
    confirm_verdict(case_id=found.id, request_id=request_id, approved=approved, actor=actor, at=clock.now())
    flash(
        _("Decided. Both sides are told.")
        if approved
        else _("Not confirmed. The case is still to be decided."),
        "info",
    )
    return htmx.see_other(url_for("admin.case", number=number))


@portal.post("/cases/<number>/entries")
@needs(CASES)
def case_question(number: str) -> ResponseReturnValue:
    """Write to both sides."""
    found, _order = get_case(number)
    form = QuestionForm()
    if form.validate_on_submit():
        key, actor = form.replay_key.data, access.as_admin()
        try:
            ask_in_case(case_id=found.id, words=form.words.data, key=key, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            return htmx.see_other(url_for("admin.case", number=number))
    return _page(number, _form(fresh=True), form), 422


def _form(*, fresh: bool = False) -> VerdictForm:
    form = VerdictForm(formdata=None) if fresh else VerdictForm()
    form.offer(CANNED)
    form.outcome.choices = [(code, say(words)) for code, words in OUTCOMES.items()]
    return form


def _page(number: str, form: Form, question: Form) -> str:
    found, order = get_case(number)
    beside, entries = around([order]), entries_of(found.id)
    return render_template(
        "admin/cases/show.html",
        case=found,
        order=order,
        entries=entries,
        photos=photos_of([f"case_entry:{row.CaseEntry.id}" for row in entries]),
        payee=beside.payees[order.id],
        buyer=beside.buyers[order.buyer_id],
        goods=beside.goods,
        is_own=bool(side_of(order, access.me().id)),
        limit=LARGE_REFUND(),
        form=form,
        question=question,
        reasons=REASONS,
        wishes=WISHES,
        endings=ENDINGS,
        **_history(found.id),
        **_what_each_gets(found, order),
        **_waiting(found.id),
    )


def _history(case_id: int) -> dict[str, Any]:
    asked = [(REFUND_REQUEST.subject, key) for key in requests_for(case_id)]
    rows = history_of([(CASE.subject, case_id), *asked])
    usual = {"silent": SILENT, "heard": HEARD}  # as it was kept before
    return {"history": rows, "people": desk.actors_of(rows), "usual": usual}


def _what_each_gets(found: Case, order: Order) -> dict[str, Any]:
    return {
        "earned": earned(order, back=to_come(found)),
        "goods_back": goods_go_back(found, order),
        "by_payee": is_by_payee(found, order),
    }


def _waiting(case_id: int) -> dict[str, Any]:
    """Return the verdict that waits for a second member of staff, and who asked."""
    waiting = waiting_for(case_id)
    return {
        "waiting": waiting,
        "verdict": verdict_in(waiting) if waiting else None,
        "asker": people_by_id({waiting.asked_by})[waiting.asked_by] if waiting else None,
    }
