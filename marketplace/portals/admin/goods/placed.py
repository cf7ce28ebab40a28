"""What the forms of the catalogue ask alike."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from marketplace.web.forms import Form


class PlacedForm(Form):
    """Something that stands in an order of its own."""

    position = IntegerField(
        _l("Place among its neighbours"),
        default=0,
        validators=[InputRequired(), NumberRange(0, 1000)],
        render_kw={"inputmode": "numeric"},
    )
