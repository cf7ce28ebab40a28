"""Where a product's manual is: staff set it right, or take away what leads elsewhere."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.stand.hide import SUBJECT
from marketplace.domains.catalog.stand.manual import LONGEST, set_manual
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form


class ManualForm(Form):
    """An address, and why it is changed."""

    manual = StringField(
        _l("Manual"),
        description=_l("An address that begins with https://. Left empty, no manual is shown."),
        validators=[Length(max=LONGEST)],
        render_kw={"maxlength": LONGEST, "type": "url", "inputmode": "url", "autocapitalize": "none"},
    )
    why = StringField(
        _l("Reason"), validators=[Length(max=desk.LONGEST_WORDS)], render_kw={"maxlength": desk.LONGEST_WORDS}
    )


@portal.get("/products/<int:product_id>/manual")
@needs("catalog.edit")
def product_manual(product_id: int) -> str:
    """Show where a product's manual is. Refuses: a product that does not exist."""
    product = _product(product_id)
    return _page(product, ManualForm(formdata=None, manual=product.manual))


@portal.post("/products/<int:product_id>/manual")
@needs("catalog.edit")
def product_manual_set(product_id: int) -> ResponseReturnValue:
    """Write where it is, or that there is none."""
    product, form = _product(product_id), ManualForm()
    if form.validate():
        typed, why = form.manual.data or "", form.why.data or ""
        try:
            set_manual(product_id=product_id, address=typed, why=why, actor=access.as_admin(), at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Saved."), "good")
            return htmx.see_other(url_for("admin.product_manual", product_id=product_id))
    return _page(product, form), 422


def _product(product_id: int) -> Product:
    found = session.get(Product, product_id)
    if found is None:
        raise Missing
    return found


def _page(product: Product, form: ManualForm) -> str:
    rows = history_of([(SUBJECT, product.id)])
    return render_template(
        "admin/products/manual.html", product=product, form=form, history=rows, people=desk.actors_of(rows)
    )
