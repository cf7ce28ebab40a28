"""Which mailer a deployment uses, by its SMTP_URL."""

from pathlib import Path

from marketplace.gateways import mailer
from marketplace.gateways.mailer.folder import FolderMailer, NullMailer
from marketplace.gateways.mailer.smtp import SmtpMailer

NOWHERE = "null:"


def choose(url: str, *, folder: Path, sender: str) -> None:
    """Use SMTP when `url` names a server, nothing for `null:`, else files in `folder`."""
    if url.startswith(NOWHERE):
        mailer.use(NullMailer())
    elif url:
        mailer.use(SmtpMailer(url, sender))
    else:
        mailer.use(FolderMailer(folder, sender))
