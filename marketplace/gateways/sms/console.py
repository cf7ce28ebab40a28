"""Text messages on the terminal and in a folder: what a demo has instead of a phone network."""

import json
import sys
from pathlib import Path

from marketplace.foundation import clock
from marketplace.gateways.sms import Sms


class ConsoleSms:
    """Writes each message to standard error and to a folder; a repeat is written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, sms: Sms) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter if letter.isalnum() else "-" for letter in sms.key)[:80]
        if any(self.folder.glob(f"*-{name}.sms.json")):
            return
        words = {"to": sms.to, "text": sms.text, "at": clock.now().isoformat()}
        target = self.folder / f"{clock.now():%Y%m%dT%H%M%S%f}-{name}.sms.json"
        draft = target.with_suffix(".part")
        draft.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        draft.replace(target)
        sys.stderr.write(f"SMS to {sms.to}: {sms.text}\n")


class NullSms:
    """Takes everything and keeps nothing: the floor under a throughput measurement."""

    def send(self, sms: Sms) -> None:
        """Take it."""
