"""Commission: the rate for everybody, and the rules that say otherwise. A rule ends and another begins."""

from decimal import Decimal

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, SelectField
from wtforms.validators import InputRequired, NumberRange

from marketplace.domains.catalog.stand.find import every_category
from marketplace.domains.orders.commission import DEFAULT_RATE, end_rate, set_rate
from marketplace.domains.orders.commission import commission as commission_of
from marketplace.domains.orders.reading.rules import best_rule, get_rule, list_rules
from marketplace.domains.suppliers.roster import every_supplier
from marketplace.foundation import clock, money
from marketplace.foundation.history import history_of
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form

EVERYBODY = _l("All suppliers")
EVERYTHING = _l("All categories")


class RateForm(Form):
    """For whom, for what, how much."""

    supplier = SelectField(_l("Supplier"))
    category = SelectField(_l("Category"))
    rate = DecimalField(
        _l("Commission in per cent"),
        places=2,
        validators=[InputRequired(), NumberRange(0, 50)],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )

    def offer(self) -> "RateForm":
        """Offer the suppliers and categories there are."""
        self.supplier.choices = [("", EVERYBODY), *((str(s.id), s.slug) for s in every_supplier())]
        self.category.choices = [("", EVERYTHING), *_categories()]
        return self


def _categories() -> list[tuple[str, str]]:
    from marketplace.web.formats import local

    rows = every_category()
    names = {row.id: local(row.name) for row in rows}
    return [
        (str(row.id), f"{names[row.parent_id]} › {names[row.id]}" if row.parent_id else names[row.id])
        for root in rows
        if root.parent_id is None
        for row in [root, *(leaf for leaf in rows if leaf.parent_id == root.id)]
    ]


@portal.get("/commission")
@needs("commission.edit")
def commission() -> str:
    """Show the rules in force, those that ended, and what an order would pay."""
    return _page(RateForm(formdata=None).offer())


@portal.post("/commission/rules")
@needs("commission.edit")
def commission_set() -> ResponseReturnValue:
    """Begin a rule; the one before it for the same ends. Orders keep the rate they were placed with."""
    form = RateForm().offer()
    if form.validate_on_submit():
        try:
            set_rate(
                supplier_id=_number(form.supplier.data),
                category_id=_number(form.category.data),
                basis_points=int((form.rate.data * 100).quantize(Decimal(1))),
                at=clock.now(),
                actor=access.as_admin(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The rule holds for orders placed from now on."), "good")
            return htmx.see_other(url_for("admin.commission"))
    return _page(form), 422


@portal.post("/commission/<int:rule_id>/end")
@needs("commission.edit")
def commission_end(rule_id: int) -> ResponseReturnValue:
    """End a rule, so that the next less specific one counts."""
    rule = get_rule(rule_id)
    actor, at = access.as_admin(), clock.now()
    if rule.ended_at is None:
        end_rate(supplier_id=rule.supplier_id, category_id=rule.category_id, at=at, actor=actor)
    flash(_("The rule has ended. Orders placed by it keep it."), "good")
    return htmx.see_other(url_for("admin.commission"))


def _number(typed: str | None) -> int | None:
    return int(typed) if typed else None


def _page(form: RateForm) -> str:
    rules = list_rules()
    rows = history_of([("commission_rule", rule.id) for rule in rules[:100]])
    return render_template(
        "admin/commission/list.html",
        form=form,
        live=[rule for rule in rules if rule.ended_at is None],
        ended=[rule for rule in rules if rule.ended_at is not None],
        default=DEFAULT_RATE(),
        suppliers={row.id: row for row in every_supplier()},
        categories={int(key): name for key, name in _categories()},
        trial=_trial(form),
        history=rows,
        people=desk.actors_of(rows),
    )


def _trial(form: RateForm) -> dict[str, object]:
    """Answer "what would this order pay?" for what stands in the URL."""
    asked = {name: request.args.get(name, "") for name in ("try_supplier", "try_category", "try_amount")}
    known = {str(value) for value, *_rest in form.supplier.choices} | {""}
    places = {str(value) for value, *_rest in form.category.choices} | {""}
    typed = asked["try_amount"][:20]
    try:
        amount = money.parse(typed, settlement_currency()) if typed else None
    except ValueError:
        amount = None
    found: dict[str, object] = {"amount": amount, "typed": typed, "asked": asked}
    if (
        amount is None
        or amount <= 0
        or asked["try_supplier"] not in known
        or asked["try_category"] not in places
    ):
        return {**found, "amount": None, "wrong": bool(typed)}
    rule = best_rule(supplier_id=_number(asked["try_supplier"]), category_id=_number(asked["try_category"]))
    rate = rule.basis_points if rule else DEFAULT_RATE()
    return {
        **found,
        "wrong": False,
        "rule": rule,
        "rate": rate,
        "pays": commission_of(line_total=amount, basis_points=rate),
    }
