"""What every page of the back office asks alike: filters out of the URL, reasons, who did what."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import people_by_id
from marketplace.foundation import clock
from marketplace.foundation.numerals import whole_number
from marketplace.foundation.paging import Page
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import StateChange
from marketplace.foundation.text import N_
from marketplace.web.forms import Form

LONGEST_WORDS = 300
MOST_ROWS = 100
LARGEST_ID = 2**62


def words() -> str:
    """Return what was typed into the list's search field."""
    return request.args.get("q", "").replace("\0", "")[:100]


def choice(name: str, allowed: Collection[str]) -> str:
    """Return the filter of this name when it is one of ours, else nothing."""
    value = request.args.get(name, "")
    return value if value in allowed else ""


def narrowed(find: Callable[..., Page[Any]], states: Collection[str]) -> dict[str, Any]:
    """Return what a list by words and state shows: the page the URL asks for, and what it was asked by."""
    asked, state = words(), choice("state", states)
    page = find(q=asked, state=state, cursor=cursor())
    return {"page": page, "asked": asked, "state": state, "states": states}


def judged(form: "ReasonForm", act: Callable[[str], object]) -> bool:
    """Do what the form gives a reason for; False when a field of it was refused, and the form says why."""
    if not form.validate_on_submit():
        return False
    try:
        act(form.reason)
    except Refused as no:
        if no.field is None:  # nothing to mend in the form, which may not even be shown
            raise
        form.refuse(no)
        return False
    return True


def cursor() -> str | None:
    """Return where in the list the reader is."""
    return request.args.get("cursor")


def zone() -> str:
    """Return the time zone in which the house counts days."""
    name: str = current_app.config["SETTINGS"].display_timezone
    return name


def day(name: str, *, after: int = 0) -> datetime | None:
    """Return the beginning of the day in the URL (`2026-11-22`), or of the day `after` days later."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
        return datetime.combine(found + timedelta(days=after), time(), ZoneInfo(zone()))
    except (ValueError, OverflowError):
        return None


def number(name: str) -> int | None:
    """Return a row's number out of the URL."""
    typed = request.args.get(name, "")
    known = whole_number(typed, most=LARGEST_ID)
    return LARGEST_ID if known is None and typed.isascii() and typed.isdecimal() else known


def undone() -> list[int]:
    """Return the rows whose decision the page offers to take back (`undo=3,4` in the URL)."""
    typed = request.args.get("undo", "").split(",")[:MOST_ROWS]
    return [row for part in typed if (row := whole_number(part, most=LARGEST_ID)) is not None]


def ticked(name: str = "id") -> list[int]:
    """Return the rows that were ticked, at most a hundred."""
    typed = request.form.getlist(name)[:MOST_ROWS]
    return [row for value in typed if (row := whole_number(value, most=LARGEST_ID)) is not None]


def actors_of(rows: Sequence[StateChange]) -> Mapping[int, Person]:
    """Return who acted in these lines of history."""
    return people_by_id({row.actor_id for row in rows if row.actor_id is not None})


class AnswerForm(Form):
    """What staff write beside a yes or a no."""

    words = TextAreaField(
        _l("In your own words"), validators=[Length(max=300)], render_kw={"rows": 2, "maxlength": 300}
    )


class VerdictForm(Form):
    """A decision about what somebody sent in: what, a canned reason by its code, and words of one's own."""

    verdict = RadioField(_l("Decision"), validators=[InputRequired()])
    reason = SelectField(_l("Reason"), validate_choice=False)
    words = TextAreaField(
        _l("In your own words"),
        validators=[Length(max=LONGEST_WORDS)],
        render_kw={"rows": 2, "maxlength": LONGEST_WORDS},
    )

    @property
    def shown_at(self) -> str:
        """Return the moment the page with this form is made; it comes back as `read_at`."""
        return clock.now().isoformat()

    def offer(self, verbs: Mapping[str, str], reasons: Mapping[str, str]) -> "VerdictForm":
        """Offer these decisions (verb → message id) and reasons (code → message id), in the reader's language."""
        from marketplace.web.languages import say

        self.verdict.choices = [(verb, say(label)) for verb, label in verbs.items()]
        self.reason.choices = [("", "–"), *((code, say(words)) for code, words in reasons.items())]
        return self


def read_at() -> datetime | None:
    """Return when the page was made on which somebody decided, as far as their form says so."""
    try:
        moment = datetime.fromisoformat(request.form.get("read_at", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def ruled(form: VerdictForm, act: Callable[..., Any]) -> Any:
    """Decide as the form says, and return what came of it; None when it was refused, and the form says why.

    Refuses: where there is nothing (more) to decide (Stale).
    """
    if not form.verdict.choices:
        raise Stale(N_("This has been decided already."))
    if not form.validate():
        return None
    try:
        done = act(verb=form.verdict.data, reason=form.reason.data or "", words=form.words.data or "")
    except Refused as no:
        form.refuse(no)
        return None
    return done


class ReasonForm(Form):
    """Why: one of the usual reasons, or words of one's own."""

    usual = SelectField(_l("Reason"), validate_choice=False)
    why = TextAreaField(
        _l("In your own words"),
        validators=[Length(max=LONGEST_WORDS)],
        render_kw={"rows": 2, "maxlength": LONGEST_WORDS},
    )

    def offer(self, sentences: Sequence[str]) -> "ReasonForm":
        """Offer these reasons (message ids) beside one's own words; none stands there unasked, and is told unread."""
        from marketplace.web.languages import say

        unasked = ("", say(N_("Choose one, or write below")))
        self.usual.choices = [unasked, *((s, say(s)) for s in sentences)]
        self._known = frozenset(sentences)
        return self

    @property
    def reason(self) -> str:
        """Return the reason given; one of the usual ones as its message id. Refuses: none."""
        own = self.why.data or ""
        usual = self.usual.data if self.usual.data in self._known else ""
        if not own and not usual:
            raise Refused(N_("Say why."), field="why")
        return own or str(usual)
