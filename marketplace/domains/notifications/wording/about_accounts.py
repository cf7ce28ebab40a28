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
    "password_changed": Words(
        ALWAYS,
        N_("Your password was changed"),
        N_("All other devices are signed out. If it was not you, sign in by code and set a new one at once."),
    ),
    "email_changed": Words(
        ALWAYS,
        N_("Your e-mail address was changed"),
        N_("If it was not you, sign in, look at your contacts and sign out all other devices."),
    ),
    "phone_changed": Words(
        ALWAYS,
        N_("Your mobile number was changed"),
        N_("If it was not you, sign in, look at your contacts and sign out all other devices."),
    ),
    "second_step_on": Words(
        ALWAYS, N_("The second step is on"), N_("From now on, signing in also asks for a code of your app.")
    ),
    "second_step_off": Words(
        ALWAYS,
        N_("The second step is off"),
        N_("Signing in no longer asks for a code of your app. If it was not you, change your password."),
    ),
}
