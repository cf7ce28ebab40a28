"""What sellers of used goods, and those who write to them, are told."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

ABOUT_SELLING: dict[str, Words] = {
    "name_verified": Words(
        "selling",
        N_("Your name is verified"),
        N_("You can list used appliances now and be paid for them."),
    ),
    "name_not_verified": Words(
        "selling",
        N_("We could not verify your name"),
        N_("%(why)s You can try again at once."),
    ),
    "name_revoked": Words(
        "selling",
        N_("Your verification was taken back"),
        N_("%(why)s Your listings are off the shelf; sales under way run on."),
    ),
    "seller_suspended": Words(
        "selling",
        N_("You cannot list at the moment"),
        N_(
            "%(why)s Your listings are off the shelf; sales under way run on, and you can still buy. You can appeal."
        ),
    ),
    "seller_restored": Words(
        "selling",
        N_("You can list again"),
        N_("What was taken off the shelf with it is back there."),
    ),
    "message": Words(
        "messages",
        N_("%(name)s wrote to you"),
        N_("About “%(goods)s”. Answer where you both can be found: on Coolspot."),
    ),
    "strike": Words(
        "selling",
        N_("You got a strike"),
        N_("%(why)s It ends by itself on %(day)s; you can appeal."),
    ),
    "strikes_withhold": Words(
        "selling",
        N_("Another strike keeps you from writing to people"),
        N_(
            "%(why)s You cannot write to people, make offers or list until %(day)s. You can still buy, and you can "
            "appeal."
        ),
    ),
    "report_decided": Words(
        "messages",
        N_("What you reported was looked at"),
        N_("%(outcome)s Thank you for telling us."),
    ),
    "appeal_decided": Words(
        "selling",
        N_("Your appeal was answered"),
        N_("%(outcome)s %(answer)s"),
    ),
}
