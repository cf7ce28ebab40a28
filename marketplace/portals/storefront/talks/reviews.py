"""Reviews of what somebody bought."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.queries import find_review_of_line
from marketplace.domains.aftersales.review import LONGEST_WORDS, RECEIVED, review
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.orders.reading.goods import goods_of
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx
from marketplace.web.forms import Form


class ReviewForm(Form):
    """Stars and words."""

    stars = RadioField(
        _l("How is it?"),
        choices=[(str(n), str(n)) for n in range(1, 6)],
        validators=[InputRequired(_l("Choose one to five stars."))],
    )
    words = TextAreaField(
        _l("What should others know?"),
        description=_l("How it cools, how loud it is, how delivery went. Others see your display name."),
        validators=[Length(max=LONGEST_WORDS, message=_l("Keep it under %(max)d characters."))],
        render_kw={"rows": 5, "maxlength": LONGEST_WORDS},
    )


@portal.get("/orders/<number>/lines/<int:line_id>/review")
@access.signed_in
def review_form(number: str, line_id: int) -> str:
    """Show the form for one line of a received order."""
    order, line = _mine(number, line_id)
    if order.state not in RECEIVED:
        raise Stale(N_("You can review this once you have received it."))
    if find_review_of_line(line.id) is not None:
        raise Stale(N_("You have already reviewed this."))
    return _page(ReviewForm(), order, line)


@portal.post("/orders/<number>/lines/<int:line_id>/review")
@access.signed_in
def write_review(number: str, line_id: int) -> Response | tuple[str, int]:
    """Keep the review and go back to the order."""
    order, line = _mine(number, line_id)
    form = ReviewForm()
    if form.validate_on_submit():
        try:
            review(
                order=order,
                line=line,
                person_id=access.me().id,
                stars=int(form.stars.data),
                words=form.words.data or "",
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Thank you. Your review stands on the product page."), "good")
            return htmx.see_other(url_for("storefront.order", number=number))
    return _page(form, order, line), 422


def _mine(number: str, line_id: int) -> tuple[Order, OrderLine]:
    order = get_order(number, buyer_id=access.me().id)
    line = next((line for line in order.lines if line.id == line_id), None)
    if line is None or line.offer_id is None:  # what a person sold is judged in another way
        raise Missing
    return order, line


def _page(form: ReviewForm, order: Order, line: OrderLine) -> str:
    good = goods_of([order])[line.id]
    return render_template("storefront/reviews/new.html", form=form, order=order, line=line, good=good)
