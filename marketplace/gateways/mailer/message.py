"""A mail as other computers read it."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from marketplace.foundation import clock
from marketplace.gateways.mailer import Mail

LONGEST_SUBJECT = 200


def compose(mail: Mail, sender: str) -> EmailMessage:
    """Return the mail as a message; line breaks in a subject cannot become headers."""
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(sender)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())[:LONGEST_SUBJECT]
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{fingerprint(mail)}@{address.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable" if mail.body.isascii() else "base64")
    return message


def fingerprint(mail: Mail) -> str:
    """Return a name for this mail, the same for a repeat."""
    return hashlib.sha256(f"{mail.key}\n{mail.to}".encode()).hexdigest()[:32]
