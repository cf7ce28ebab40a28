"""The form every decision of a moderator is made with."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.listings.moderation.decide import APPROVE, ASK, REASONS, REJECT, TAKE_DOWN
from marketplace.foundation.text import N_
from marketplace.web.forms import Form
from marketplace.web.languages import say

MODERATE = "moderate"
LABELS = {
    APPROVE: N_("Approve"),
    ASK: N_("Ask for changes"),
    REJECT: N_("Reject"),
    TAKE_DOWN: N_("Take down"),
}
DONE = {
    APPROVE: N_("Approved: everybody sees it now."),
    ASK: N_("The seller was asked for changes."),
    REJECT: N_("Rejected; the seller was told why."),
    TAKE_DOWN: N_("Taken down; the seller was told why."),
}
VERDICTS = {"submitted": (APPROVE, ASK, REJECT), "published": (TAKE_DOWN,)}


class VerdictForm(Form):
    verdict = RadioField(_l("Decision"), validators=[InputRequired()])
    reason = SelectField(_l("Reason"), validate_choice=False)
    words = TextAreaField(
        _l("In your own words"), validators=[Length(max=300)], render_kw={"rows": 2, "maxlength": 300}
    )

    def offer(self, verbs: Sequence[str]) -> "VerdictForm":
        """Offer these decisions and the canned reasons, each in the moderator's language."""
        self.verdict.choices = [(verb, say(LABELS[verb])) for verb in verbs]
        self.reason.choices = [("", "–"), *((code, say(words)) for code, words in REASONS.items())]
        return self
