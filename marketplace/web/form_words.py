"""What a form says when WTForms refuses: our sentences for its own, so that they are in our voice and catalogues."""

from marketplace.foundation import text
from marketplace.foundation.text import N_
from marketplace.web import languages

MESSAGES = {
    "This field is required.": N_("Please fill this in."),
    "Invalid Choice: could not coerce.": N_("Choose one of these."),
    "Not a valid choice.": N_("Choose one of these."),
    "Not a valid choice": N_("Choose one of these."),
    "Not a valid integer value.": N_("Write a whole number, such as 12."),
    "Not a valid decimal value.": N_("Write a number, such as 12.5."),
    "Not a valid float value.": N_("Write a number, such as 12.5."),
    "Not a valid date value.": N_("Write a date as 2026-11-28."),
    "Not a valid datetime value.": N_("Write a date and time as 2026-11-28 14:30."),
    "Invalid email address.": N_("Write an e-mail address, such as name@example.com."),
    "Invalid input.": N_("We cannot read this."),
    "Invalid value, must be one of: %(values)s.": N_("Choose one of these."),
    "Field cannot be longer than %(max)d character.": N_("Write at most %(max)d characters."),
    "Field cannot be longer than %(max)d characters.": N_("Write at most %(max)d characters."),
    "Field must be at least %(min)d character long.": N_("Write at least %(min)d characters."),
    "Field must be at least %(min)d characters long.": N_("Write at least %(min)d characters."),
    "Field must be exactly %(max)d character long.": N_("Write exactly %(max)d characters."),
    "Field must be exactly %(max)d characters long.": N_("Write exactly %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Write %(min)d to %(max)d characters."),
    "Number must be at least %(min)s.": N_("Choose a number from %(min)s."),
    "Number must be at most %(max)s.": N_("Choose a number up to %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("Choose a number from %(min)s to %(max)s."),
    "Field must be equal to %(other_name)s.": N_("The two do not match."),
}


class Sentences:
    """What WTForms asks for its own messages: ours, in the page's language."""

    def gettext(self, sentence: str) -> str:
        return text.translate(languages.current(), MESSAGES.get(sentence, sentence))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)
