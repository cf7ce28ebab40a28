"""Read what people type of themselves: names, resident identity numbers, unified social credit codes."""

import re
from dataclasses import dataclass

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from marketplace.domains.accounts.edit_profile import NO_CONTACTS
from marketplace.foundation import clock
from marketplace.foundation.contacts import contacts_in
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

PERSON, COMPANY = "person", "company"
KINDS = (PERSON, COMPANY)
SIDES = {PERSON: ("front", "back"), COMPANY: ("front", "back", "licence")}
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .·'’-]){0,58}[^\W\d_.]")
SPACES = re.compile(r"[\s-]")
ADULT = 18
SHORTEST_COMPANY, LONGEST_COMPANY = 2, 120


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are, read and checked; `company` and `code` only of a company's representative."""

    kind: str
    name: str
    number: str  # resident identity number, 18 characters
    company: str = ""
    code: str = ""  # unified social credit code, 18 characters

    @property
    def identity(self) -> str:
        """Return what belongs to one seller only: the company's code, else the person's number."""
        return self.code or self.number


def read_claim(*, kind: str, name: str, number: str, company: str = "", code: str = "") -> Claim:
    """Read a claim as people type it. Refuses, at the field: odd names, numbers whose check digit is wrong, minors.

    Resident identity numbers by GB 11643-1999, unified social credit codes by GB 32100-2015.
    """
    if kind not in KINDS:
        raise Refused(N_("Choose whether you sell as a person or for a company."), field="kind")
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise Refused(N_("Enter your name as it stands on your identity card."), field="name")
    number = _number(number)
    if kind == PERSON:
        return Claim(kind, name, number)
    company = " ".join(company.split())
    if not SHORTEST_COMPANY <= len(company) <= LONGEST_COMPANY:
        raise Refused(N_("Enter the company's name as it stands on the licence."), field="company")
    if contacts_in(company):
        raise Refused(NO_CONTACTS, field="company")
    return Claim(kind, name, number, company, _code(code))


def _number(typed: str) -> str:
    try:
        number: str = ric.validate(SPACES.sub("", typed.upper()))
        born = ric.get_birth_date(number)
    except ValidationError as error:
        raise Refused(
            N_("This is no resident identity number: 18 digits, the last may be X. Check each one."),
            field="number",
        ) from error
    today = clock.now().date()
    if (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < ADULT:
        raise Refused(N_("You can sell here from the age of 18."), field="number")
    return number


def _code(typed: str) -> str:
    try:
        code: str = uscc.validate(SPACES.sub("", typed.upper()))
    except ValidationError as error:
        raise Refused(
            N_("This is no unified social credit code: 18 digits and capital letters. Check each one."),
            field="code",
        ) from error
    return code
