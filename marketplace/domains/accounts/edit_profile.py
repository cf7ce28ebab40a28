"""Change how a person is called and in which language we write to them."""

from marketplace.domains.accounts.models import Person
from marketplace.foundation.contacts import contacts_in
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import LANGUAGES, N_

LONGEST_NAME = 60
NO_CONTACTS = N_(
    "Leave phone numbers, addresses of mail or web and chat names out of the name: everybody sees it."
)


def edit_profile(*, person: Person, name: str, language: str) -> None:
    """Write name and language. Refuses: what `read_name` refuses, a language we do not speak."""
    tidy = read_name(name)
    if language not in LANGUAGES:
        raise Refused(N_("Choose a language."), field="language")
    person.display_name, person.language = tidy, language


def read_name(typed: str) -> str:
    """Read how somebody wants to be called. Refuses: an empty or long name, one that says where to reach them."""
    tidy = " ".join(typed.split())
    if not 0 < len(tidy) <= LONGEST_NAME:
        raise Refused(N_("Write a name of 1 to %(most)s characters."), field="name", most=LONGEST_NAME)
    if contacts_in(tidy):
        raise Refused(NO_CONTACTS, field="name")
    return tidy
