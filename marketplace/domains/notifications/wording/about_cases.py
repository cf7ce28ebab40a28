"""What both sides of a case, and the staff who decide it, are told; and that somebody's opinion is out."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

ABOUT_CASES: dict[str, Words] = {
    "case_opened": Words(
        "orders",
        N_("A buyer says that something is wrong: order %(order)s"),
        N_("%(reason)s. Answer by %(by)s; after that Coolspot decides without you."),
    ),
    "case_spoken": Words(
        "orders", N_("New in case %(number)s"), N_("Somebody wrote in the case about order %(order)s.")
    ),
    "case_deciding": Words(
        "orders",
        N_("Coolspot decides case %(number)s"),
        N_("It is about order %(order)s. You hear by %(by)s; until then you can add what you have."),
    ),
    "case_send_back": Words(
        "orders",
        N_("Send it back: order %(order)s"),
        N_("Send it, or agree on a pick-up in the case, by %(by)s. Once it is back, %(amount)s is yours."),
    ),
    "case_comes_back": Words(
        "orders",
        N_("It comes back to you: order %(order)s"),
        N_("The buyer gives it back by %(by)s. Agree on a pick-up or an address in case %(number)s."),
    ),
    "case_sent_back": Words(
        "orders",
        N_("On its way back to you: order %(order)s"),
        N_(
            "Confirm that you have it, or say what is not right, by %(by)s; else %(amount)s goes back to the buyer."
        ),
    ),
    "case_withdrawn": Words(
        "orders",
        N_("Withdrawn: case %(number)s"),
        N_("The buyer says that all is well. Order %(order)s runs on as before."),
    ),
    "case_closed": Words("orders", N_("Closed: case %(number)s"), N_("Order %(order)s. %(ending)s. %(why)s")),
    "opinion_shown": Words(
        "reviews",
        N_("What they think of you: %(stars)s of 5"),
        N_("What was written about order %(number)s is shown now."),
    ),
    "case_to_decide": Words(
        "work",
        N_("To decide by %(by)s: case %(number)s"),
        N_("%(reason)s. Order %(order)s."),
    ),
}
