"""What people are told about what they keep in mind, look for, ask and answer on the second-hand shelf."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

ABOUT_WISHES: dict[str, Words] = {
    "price_dropped": Words(
        "messages",
        N_("Now %(price)s: %(goods)s"),
        N_("You keep it in mind. It cost %(before)s when you began to."),
    ),
    "search_found": Words(
        "messages",
        N_("New for your search “%(name)s”"),
        N_("Second-hand goods that match and came onto the shelf since we last told you: %(count)s."),
    ),
    "question_asked": Words(
        "selling",
        N_("A question about “%(goods)s”"),
        N_("“%(words)s” Your answer is there for everybody to read."),
    ),
    "question_answered": Words(
        "messages",
        N_("Your question was answered: %(goods)s"),
        N_("“%(words)s”"),
    ),
}
