"""Every part of the design on one page, for those who change it."""

from datetime import timedelta

from flask import render_template
from wtforms import (
    BooleanField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from marketplace.foundation import clock
from marketplace.portals.admin import portal
from marketplace.web.forms import Form


class SampleForm(Form):
    """One field of each kind."""

    name = StringField("Name")
    phone = StringField("Phone", render_kw={"inputmode": "tel"})
    region = SelectField("Province", choices=[("sh", "上海市"), ("gd", "广东省")])
    price = StringField("Price")
    volume = StringField("Volume")
    count = IntegerField("Pieces", default=1)
    secret = PasswordField("Password")
    pay = RadioField(
        "Pay by", choices=[("card", "Card"), ("alipay", "Alipay"), ("cash", "Cash")], default="card"
    )
    stars = RadioField("Stars", choices=[(str(n), str(n)) for n in range(1, 6)])
    note = TextAreaField("Note")
    agree = BooleanField("I agree")


@portal.get("/styleguide")
def styleguide() -> str:
    """Show every part of the shop."""
    form = SampleForm()
    form.name.errors = ["…"]
    return render_template("admin/styleguide/show.html", form=form, moments=_moments())


@portal.get("/styleguide/work")
def styleguide_work() -> str:
    """Show the parts of the work pages."""
    return render_template("admin/styleguide/work.html", moments=_moments())


def _moments() -> list[object]:
    return [clock.now() + timedelta(days=n) for n in range(5)]
