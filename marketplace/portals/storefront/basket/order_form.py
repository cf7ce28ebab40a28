"""What the checkout page sends: the lines as they were shown, an address, a note per supplier, and a key."""

import re

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from marketplace.domains.orders.place import LONGEST_NOTE
from marketplace.domains.orders.price import Wish
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.web import languages
from marketplace.web.forms import Form, ReplayField

LINE = re.compile(r"([0-9]{1,18}):([0-9]{1,4}):([0-9]{1,15})")
NOTE = re.compile(r"note-([0-9]{1,18})")


def _id(value: object) -> int | None:
    """Read an address's id; what is none is nobody's."""
    return int(str(value)) if re.fullmatch("[0-9]{1,18}", str(value)) else None


class CheckoutForm(Form):
    """Everything but the lines and the notes, whose number nobody knows beforehand."""

    address = RadioField(_l("Deliver to"), coerce=_id, validators=[InputRequired()], validate_choice=False)
    total = HiddenField()
    replay_key = ReplayField()

    @property
    def seen_total(self) -> int | None:
        """Return the total the buyer agreed to, minor units."""
        return int(self.total.data) if re.fullmatch("[0-9]{1,15}", self.total.data or "") else None


def wishes() -> list[Wish]:
    """Return the lines the page showed. Refuses: what our page never sends."""
    found = [LINE.fullmatch(line) for line in request.form.getlist("line")]
    if not all(found):
        raise Refused(N_("Reload the page and try again."))
    return [Wish(*(int(part) for part in match.groups())) for match in found if match]


def notes() -> dict[int, str]:
    """Return what the buyer wrote to each supplier."""
    found = [(NOTE.fullmatch(name), words.strip()) for name, words in request.form.items()]
    return {int(match.group(1)): words.replace("\r\n", "\n") for match, words in found if match and words}


def long_notes() -> dict[int, str]:
    """Return a sentence for each note that is too long, by supplier."""
    sentence = languages.say(N_("Write at most %(most)s characters."), most=LONGEST_NOTE)
    return {supplier_id: sentence for supplier_id, words in notes().items() if len(words) > LONGEST_NOTE}
