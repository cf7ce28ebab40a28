"""Contacts: the e-mail address or phone number a person is reached by, in the one spelling we keep."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

HOME_REGION = "CN"
LONGEST = 254
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(f"{_LOCAL}@{_DOMAIN}")
_LONGEST_LOCAL = 64


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address in lower case, or a phone number as E.164."""

    kind: Literal["email", "phone"]
    value: str

    @property
    def masked(self) -> str:
        """Return enough of it to know it again, not enough to write to it: `m•••@example.com`, `+86 ••• 8000`."""
        if self.kind == "email":
            local, _, domain = self.value.partition("@")
            return f"{local[0]}•••@{domain}"
        return f"{self.value[:3]} ••• {self.value[-4:]}"


def read_contact(typed: str) -> Contact:
    """Read what a person typed (full-width letters are fine). Refuses: neither e-mail nor phone."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    found = _as_email(plain) if "@" in plain else _as_phone(plain)
    if found is None:
        raise Refused(
            N_("Write an e-mail address or a mobile number, such as 138 0013 8000."), field="contact"
        )
    return found


def of(value: str) -> Contact:
    """Return the contact of a value we kept."""
    return Contact("email" if "@" in value else "phone", value)


def _as_email(plain: str) -> Contact | None:
    address = plain.lower()
    local = address.partition("@")[0]
    if len(address) > LONGEST or len(local) > _LONGEST_LOCAL or not _EMAIL.fullmatch(address):
        return None
    return Contact("email", address)


def _as_phone(plain: str) -> Contact | None:
    import phonenumbers  # 140 ms of metadata that only this needs
    from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

    try:
        number = phonenumbers.parse(plain[:40], HOME_REGION)
    except NumberParseException:
        return None
    # Texts go to mobiles only: fixed lines cannot read them and premium lines cost the sender.
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in mobile:
        return None
    return Contact("phone", phonenumbers.format_number(number, PhoneNumberFormat.E164))
