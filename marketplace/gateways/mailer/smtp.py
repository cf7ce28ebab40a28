"""Mails over SMTP: `smtp://user:password@host:587` (STARTTLS where offered, required for a password) or `smtps://…`."""

import smtplib
import ssl
import threading
from urllib.parse import unquote, urlsplit

from marketplace.gateways.mailer import Mail, MailFailed
from marketplace.gateways.mailer.message import compose

TIMEOUT_SECONDS = 15
_FINE, _PERMANENT = 250, 500


class SmtpMailer:
    """Keeps one connection a thread open, since a batch of mails goes to one server."""

    def __init__(self, url: str, sender: str) -> None:
        self.parts, self.sender = urlsplit(url), sender
        self._here = threading.local()

    def send(self, mail: Mail) -> None:
        message = compose(mail, self.sender)
        try:
            self._connection().send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise MailFailed(str(error), for_good=all(code >= _PERMANENT for code in codes)) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise MailFailed(f"{type(error).__name__}: {error}") from error

    def _connection(self) -> smtplib.SMTP:
        known: smtplib.SMTP | None = getattr(self._here, "connection", None)
        if known is not None and _is_alive(known):
            return known
        self._here.connection = dialled = self._dial()
        return dialled

    def _dial(self) -> smtplib.SMTP:
        host, tls = self.parts.hostname or "localhost", ssl.create_default_context()
        if self.parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self.parts.port or 465, timeout=TIMEOUT_SECONDS, context=tls
            )
        else:
            server = smtplib.SMTP(host, self.parts.port or 25, timeout=TIMEOUT_SECONDS)
        try:
            self._introduce(server, tls)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        server.ehlo()
        if self.parts.scheme != "smtps":
            if server.has_extn("starttls"):
                server.starttls(context=tls)
            elif self.parts.password:
                raise smtplib.SMTPException(
                    "the server offers no TLS: we do not say the password in the open"
                )
        if self.parts.username:
            server.login(unquote(self.parts.username), unquote(self.parts.password or ""))

    def _hang_up(self) -> None:
        known: smtplib.SMTP | None = getattr(self._here, "connection", None)
        self._here.connection = None
        if known is not None:
            known.close()


def _is_alive(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == _FINE
    except (smtplib.SMTPException, OSError):
        return False
