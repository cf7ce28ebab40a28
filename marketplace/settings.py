"""What the house is told from outside: read once from the environment, typed, refused when unsafe."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

Mode = Literal["demo", "production", "test"]
MODES = ("demo", "production", "test")
DEMO_SECRET = "coolspot-demo-key-not-for-production"  # noqa: S105 -- known to all; production refuses it
SHORTEST_SECRET = 32
FEWEST_LETTERS = 8  # different characters in a key; 32 random hexadecimal digits practically always have more
MEDIA_SCHEMES = ("", "file", "s3", "gs", "az", "memory")
STRIPE_LIVE_API = "https://api.stripe.com"


class UnsafeSettings(Exception):
    """The environment does not make a house that is safe to open; each line says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One deployment's settings. Each field is the environment variable of the same name in capitals."""

    mode: Mode = "demo"
    secret_key: str = field(default=DEMO_SECRET, repr=False)
    database_url: str = field(default="", repr=False)
    database_replica_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    instance_dir: Path = Path("instance")
    currency: str = "CNY"
    display_timezone: str = "Asia/Shanghai"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "Coolspot <no-reply@localhost>"
    sms_url: str = field(default="", repr=False)
    carrier_url: str = ""
    register_url: str = field(default="", repr=False)
    stripe_api_key: str = field(default="", repr=False)
    stripe_webhook_secret: str = field(default="", repr=False)
    stripe_api_base: str = ""
    # Where the provider's own pages stand, apart by spaces: forms lead there.
    stripe_checkout_origin: str = "https://checkout.stripe.com https://connect.stripe.com"
    media_url: str = ""
    trusted_proxies: int = 0
    log_format: str = "console"
    log_level: str = "info"
    metrics_token: str = field(default="", repr=False)
    web_threads: int = 8
    debug: bool = False

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings. Refuses: values of the wrong kind, and in production unsafe ones."""
        given: dict[str, Any] = {}
        wrong: list[str] = []
        for known in fields(cls):
            name = "COOLSPOT_MODE" if known.name == "mode" else known.name.upper()
            text = env.get(name, "").strip()
            if text:
                try:
                    given[known.name] = _read(cast("type", known.type), text)
                except ValueError:
                    wrong.append(f"{name} cannot be {text!r}.")
        if given.get("mode", "demo") not in MODES:
            wrong.append("COOLSPOT_MODE is one of demo, production, test.")
        settings = cls(**{k: v for k, v in given.items() if k != "mode" or v in MODES})
        _refuse_if_any([*wrong, *settings.complaints()])
        return settings

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def own_url(self) -> str:
        """Where people reach the house, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        return self.own_url.startswith("https://")

    def complaints(self) -> list[str]:
        """Return a sentence for each value that makes the house unsafe to open; demo and test forgive."""
        found = [] if re.fullmatch("[A-Z]{3}", self.currency) else ["CURRENCY is three letters, such as CNY."]
        if urlsplit(self.media_url).scheme not in MEDIA_SCHEMES:
            found.append("MEDIA_URL is a folder, or begins with s3://, gs:// or az://.")
        if self.is_production:
            found += [sentence for unsafe, sentence in _dangers(self) if unsafe]
        return found


def _read(kind: type, text: str) -> Any:
    if kind is bool:
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if text.lower() not in words:
            raise ValueError(text)
        return words[text.lower()]
    if kind in (int, Path):
        return kind(text)
    return text


def _refuse_if_any(complaints: list[str]) -> None:
    if complaints:
        raise UnsafeSettings("\n".join(complaints))


def _dangers(s: Settings) -> list[tuple[bool, str]]:
    return [*_about_the_house(s), *_about_other_companies(s)]


def _about_the_house(s: Settings) -> list[tuple[bool, str]]:
    public = urlsplit(s.public_url)
    return [
        (s.debug, "DEBUG must be off in production: it shows our insides to strangers."),
        (
            s.log_level.lower() == "debug",
            "LOG_LEVEL debug is for demos: libraries write people's data there.",
        ),
        (s.secret_key == DEMO_SECRET, "Set SECRET_KEY: the demo's key is known to everybody."),
        (len(s.secret_key) < SHORTEST_SECRET, f"SECRET_KEY needs at least {SHORTEST_SECRET} characters."),
        (len(set(s.secret_key)) < FEWEST_LETTERS, "SECRET_KEY repeats itself: make a random one."),
        (
            public.scheme != "https" or not public.hostname,
            "Set PUBLIC_URL to an https:// address: cookies and money need it.",
        ),
        (not s.database_url, "Set DATABASE_URL: the embedded database is for one machine's demo."),
        (not s.redis_url, "Set REDIS_URL: the embedded Redis is for one machine's demo."),
        (
            not s.media_url or s.media_url.startswith("memory:"),
            "Set MEDIA_URL to a bucket (s3://…), or to a folder that is backed up: people's photos lie there.",
        ),
        (0 < len(s.metrics_token) < SHORTEST_SECRET, f"METRICS_TOKEN needs {SHORTEST_SECRET} characters."),
        (s.trusted_proxies < 0, "TRUSTED_PROXIES counts proxies: it cannot be below 0."),
    ]


def _about_other_companies(s: Settings) -> list[tuple[bool, str]]:
    stripe_host = urlsplit(s.stripe_api_base).hostname or ""
    in_the_open = any(urlsplit(url).scheme == "http" for url in (s.sms_url, s.carrier_url, s.register_url))
    return [
        (
            not s.stripe_webhook_secret,
            "Set STRIPE_WEBHOOK_SECRET: without it anybody could say that they paid.",
        ),
        (not s.stripe_api_key, "Set STRIPE_API_KEY to the live key of your account."),
        (s.stripe_api_key.startswith("sk_test"), "STRIPE_API_KEY is a test key: no money would move."),
        (
            bool(s.stripe_api_base) and stripe_host != urlsplit(STRIPE_LIVE_API).hostname,
            "Leave STRIPE_API_BASE empty in production: it points at a stand-in for Stripe.",
        ),
        (not s.smtp_url, "Set SMTP_URL: without it codes and mails lie in files and reach nobody."),
        (
            in_the_open,
            "SMS_URL, CARRIER_URL and REGISTER_URL carry keys and people's data: use https:// addresses.",
        ),
    ]
