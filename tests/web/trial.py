"""A portal of the tests' own, with one of each kind of view."""

from __future__ import annotations

from itertools import count

from flask import Blueprint, flash, render_template_string, request, session
from sqlalchemy import text
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.domains.accounts.models import Person
from marketplace.foundation import clock, db
from marketplace.foundation.refusals import Missing, Refused, Stale, Unavailable
from marketplace.foundation.text import N_
from marketplace.web import access, htmx, limits
from marketplace.web.fields import MoneyField, PhoneField
from marketplace.web.forms import Form, ReplayField
from marketplace.web.pagecache import public_page

portal = Blueprint("trial", __name__, url_prefix="/trial")
made = count(1)


class Thing(Form):
    name = StringField("Name", validators=[InputRequired(), Length(max=40)])
    price = MoneyField("Price", currency="CNY", least=1, most=10_000_000, validators=[InputRequired()])
    phone = PhoneField("Phone", validators=[Optional()])
    amount = IntegerField("Amount", validators=[Optional(), NumberRange(1, 99)])
    kind = SelectField("Kind", choices=[("a", "A"), ("b", "B")], default="a")
    day = DateField("Day", validators=[Optional()])
    notes = TextAreaField("Notes")
    replay_key = ReplayField()


PAGE = """{% extends "layouts/page.html" %}{% from "components/form.html" import csrf, form_errors, field %}
{% block title %}Trial{% endblock %}
{% block main %}<h1>Trial</h1><p>{{ words }}</p>
{% if form %}<form method="post" action="/trial/things" novalidate>{{ csrf() }}{{ form_errors(form) }}
{{ field(form.name) }}{{ field(form.price) }}{{ field(form.phone) }}{{ field(form.amount) }}{{ field(form.kind) }}
{{ field(form.day) }}{{ field(form.notes) }}{{ form.replay_key() }}<button>Keep</button></form>{% endif %}
{% endblock %}"""


def shown(words: str, form: Form | None = None) -> str:
    return render_template_string(PAGE, words=words, form=form)


@portal.get("/shared")
@public_page
def shared() -> str:
    return shown(f"made {next(made)} for {access.current_person() and access.me().display_name}")


@portal.get("/shared/<slug>")
@public_page
def shared_slug(slug: str) -> tuple[str, int] | str:
    if slug == "cookie":
        session["x"] = 1
    if slug == "missing":
        raise Missing
    return f"plain {next(made)}" if htmx.is_fragment() else shown(f"made {next(made)} {slug}")


@portal.get("/private")
@access.signed_in
def private() -> str:
    return shown(access.me().display_name)


@portal.post("/things")
def things() -> object:
    form = Thing()
    if not form.validate_on_submit():
        return shown("mend", form), 422
    return {name: str(value) for name, value in form.data.items()}


@portal.get("/things")
def thing() -> str:
    return shown("new", Thing())


@portal.post("/no/<kind>")
def no(kind: str) -> str:
    db.session.add(Person(display_name=kind, created_at=clock.now()))
    db.session.flush()
    kinds = {
        "refused": Refused(N_("Choose a number from %(low)s to %(high)s."), low=1, high=9),
        "stale": Stale(N_("There is no such setting.")),
        "missing": Missing(),
        "away": Unavailable(N_("There is no such setting.")),
        "bug": ZeroDivisionError("secret words"),
    }
    raise kinds[kind]


@portal.post("/person")
def person() -> tuple[str, int]:
    db.session.add(Person(display_name="New", created_at=clock.now()))
    flash("Hello <b>there</b>", "good")
    return "", int(request.args.get("status", "200"))


@portal.post("/twice")
def twice() -> str:
    """Break a deferred rule, which speaks up at the commit."""
    db.session.execute(
        text("CREATE TEMP TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP")
    )
    db.session.execute(text("INSERT INTO late VALUES (1), (1)"))
    return "not yet"


@portal.post("/wait/<int:key>")
def wait(key: int) -> str:
    db.session.execute(text("SET LOCAL lock_timeout = 100"))
    db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    return "got it"


@portal.post("/number/<int:number>")
def number(number: int) -> str:
    db.session.get(Person, number)
    return "known"


@portal.post("/limited")
@limits.limited("3 per minute", by=limits.by_address)
def limited() -> str:
    return "in"


@portal.get("/elsewhere")
def elsewhere() -> object:
    return htmx.see_other("/trial/shared/冰箱")
