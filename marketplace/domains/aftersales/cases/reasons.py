"""What can be wrong, and what a buyer can ask for."""

from collections.abc import Mapping

from marketplace.foundation.text import N_

REASONS: Mapping[str, str] = {
    "not_arrived": N_("It did not arrive"),
    "broken": N_("It is broken or does not work"),
    "not_described": N_("It is not as described"),
    "incomplete": N_("Something is missing"),
    "other": N_("Something else"),
}
WISHES: Mapping[str, str] = {
    "part": N_("Part of my money back; I keep it"),
    "return": N_("Send it back and get all my money back"),
    "refund": N_("All my money back"),
}
OUTCOMES: Mapping[str, str] = {
    "refund": N_("All money back to the buyer"),
    "split": N_("Part to the buyer, the rest to the other side"),
    "return": N_("The goods go back, then all money back to the buyer"),
    "release": N_("No money back; the other side keeps it"),
}
ENDINGS: Mapping[str, str] = {**OUTCOMES, "": N_("Withdrawn by the buyer")}
LONGEST_WORDS = 3000
