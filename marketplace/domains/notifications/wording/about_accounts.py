"""What everybody is told about their own account."""

from marketplace.domains.notifications.wording.words import ALWAYS, Words
from marketplace.foundation.text import N_

ABOUT_ACCOUNTS: dict[str, Words] = {
    "registered": Words(
        ALWAYS,
        N_("Welcome to Coolspot, %(name)s"),
        N_(
            "When you buy, we hold your money until the goods are right. You can set here what we write to you about."
        ),
    ),
    "name_asked": Words(
        ALWAYS,
        N_("Please choose another name"),
        N_("“%(name)s” says how to reach you, and everybody sees it. Leave that out of your name."),
    ),
    "password_changed": Words(
        ALWAYS,
        N_("Your password was changed"),
        N_("All other devices are signed out. If it was not you, say so here and nobody stays signed in."),
    ),
    "email_changed": Words(
        ALWAYS,
        N_("Your e-mail address was changed"),
        N_("If it was not you, take it back here. Nobody stays signed in."),
    ),
    "phone_changed": Words(
        ALWAYS,
        N_("Your mobile number was changed"),
        N_("If it was not you, take it back here. Nobody stays signed in."),
    ),
    "second_step_on": Words(
        ALWAYS,
        N_("The second step is on"),
        N_("From now on, signing in also asks for a code of your app. If it was not you, take it back here."),
    ),
    "second_step_off": Words(
        ALWAYS,
        N_("The second step is off"),
        N_("Signing in no longer asks for a code of your app. If it was not you, say so here."),
    ),
    "change_taken_back": Words(
        ALWAYS,
        N_("The change was taken back"),
        N_("Every device is signed out and the password is gone. Sign in by code, then set a new password."),
    ),
    # To addresses, not people: a text message has room for the title only.
    "contact_lost": Words(
        ALWAYS,
        N_("Your Coolspot account no longer uses this contact. Not you? Take it back here."),
        N_(
            "%(name)s is reached elsewhere from now on. Taking it back signs every device out. "
            "The link works for %(days)s days."
        ),
    ),
    "contact_returned": Words(
        ALWAYS,
        N_("%(contact)s was taken off a Coolspot account"),
        N_("The account's owner said that adding it was not them. If that is wrong, write to us."),
    ),
}
