"""Change how a person is called and in which language we write to them."""

from marketplace.domains.accounts.models import Person
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import LANGUAGES, N_

LONGEST_NAME = 60


def edit_profile(*, person: Person, name: str, language: str) -> None:
    """Write name and language. Refuses: an empty or long name, a language we do not speak."""
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= LONGEST_NAME:
        raise Refused(N_("Write a name of 1 to %(most)s characters."), field="name", most=LONGEST_NAME)
    if language not in LANGUAGES:
        raise Refused(N_("Choose a language."), field="language")
    person.display_name, person.language = tidy, language
