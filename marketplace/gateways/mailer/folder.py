"""Mails as files, for a demo or a developer: each opens in any mail program."""

from pathlib import Path

from marketplace.foundation import clock
from marketplace.gateways.mailer import Mail
from marketplace.gateways.mailer.message import compose, fingerprint


class FolderMailer:
    """Writes each mail to a folder; a repeat overwrites itself."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def send(self, mail: Mail) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = fingerprint(mail)
        earlier = next(self.folder.glob(f"*-{name}.eml"), None)
        target = earlier or self.folder / f"{clock.now():%Y%m%dT%H%M%S%f}-{name}.eml"
        draft = target.with_suffix(".part")
        draft.write_bytes(compose(mail, self.sender).as_bytes())
        draft.replace(target)


class NullMailer:
    """Takes everything and keeps nothing: the floor under a throughput measurement."""

    def send(self, mail: Mail) -> None:
        """Take it."""
