"""What sellers are told about what they list."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

ABOUT_LISTINGS: dict[str, Words] = {
    "listing_published": Words(
        "selling",
        N_("On the shelf: %(goods)s"),
        N_("Everybody sees it now. We tell you of offers and of a sale."),
    ),
    "listing_changes": Words(
        "selling",
        N_("Please change something: %(goods)s"),
        N_("%(why)s Mend it and submit it again; what you wrote is still there."),
    ),
    "listing_rejected": Words("selling", N_("Not accepted: %(goods)s"), N_("%(why)s You can appeal.")),
    "listing_taken_down": Words(
        "selling", N_("Taken off the shelf: %(goods)s"), N_("%(why)s Open offers have ended. You can appeal.")
    ),
    "edit_published": Words(
        "selling", N_("Your changes are up: %(goods)s"), N_("Everybody sees it as you wanted it.")
    ),
    "edit_rejected": Words(
        "selling",
        N_("Your changes were not accepted: %(goods)s"),
        N_("%(why)s It stays on the shelf as it was."),
    ),
    "listing_returned": Words(
        "selling",
        N_("Yours again: %(goods)s"),
        N_(
            "The sale did not hold. Your listing is a draft as it was; look it over and submit it to sell it again."
        ),
    ),
    "listing_recalled": Words(
        "selling",
        N_("Called back: %(goods)s"),
        N_(
            "%(why)s It cannot be sold here while the recall holds. Do not use it before you know that it is safe."
        ),
    ),
    "listing_recall_ended": Words(
        "selling",
        N_("No longer called back: %(goods)s"),
        N_("Your listing is as you left it. Submit it to sell it."),
    ),
}
