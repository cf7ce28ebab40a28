"""Which way text messages take in a deployment, by its SMS_URL."""

from pathlib import Path

from marketplace.gateways import sms
from marketplace.gateways.sms import Sms, SmsGateway
from marketplace.gateways.sms.console import ConsoleSms, NullSms
from marketplace.gateways.sms.http import HttpSms

NOWHERE = "null:"


class _Copying:
    """Sends, and leaves a copy where the demo shows it: there is no phone to look at."""

    def __init__(self, real: SmsGateway, copy: SmsGateway) -> None:
        self.real, self.copy = real, copy

    def send(self, message: Sms) -> None:
        self.real.send(message)
        self.copy.send(message)


def choose(url: str, *, folder: Path | None) -> None:
    """Use the gateway at `url`, nothing for `null:`; in demos `folder` holds copies or, without a url, all there is.

    Without either there is no gateway: phones cannot be written to, and codes never land in a production log.
    """
    if url.startswith(NOWHERE):
        sms.use(NullSms())
    elif url and folder:
        sms.use(_Copying(HttpSms(url), ConsoleSms(folder)))
    elif url:
        sms.use(HttpSms(url))
    elif folder:
        sms.use(ConsoleSms(folder))
    else:
        sms.use_none()
