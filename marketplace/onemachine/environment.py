"""What every process of this installation is told, and how a command finds the installation that runs."""

from __future__ import annotations

import os
from pathlib import Path

from marketplace.gateways.stripe.shapes import EVENTS
from marketplace.onemachine.place import Place, running
from marketplace.settings import Settings

WEB_THREADS = "4"


def read_env_file(path: Path) -> None:
    """Take settings from a .env file; what the environment says already wins."""
    if not path.is_file():
        return
    for line in path.read_text().splitlines():
        name, mark, value = line.strip().partition("=")
        if mark and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def join_running(instance: Path) -> None:
    """Let a command such as `flask ledger check` reach the engines `make run` started."""
    if not os.environ.get("DATABASE_URL"):
        for name, value in running(instance.resolve()).get("environment", {}).items():
            if not os.environ.get(name):
                os.environ[name] = value


def house(settings: Settings, place: Place, url: str) -> dict[str, str]:
    """Return the environment of web, workers and commands, apart from engines and other companies."""
    env = {
        "COOLSPOT_MODE": settings.mode,
        "INSTANCE_DIR": str(place.directory),
        "HOST": settings.host,
        "PORT": str(settings.port),
        "PUBLIC_URL": url,
        "PYTHONUNBUFFERED": "1",
        "WEB_THREADS": os.environ.get("WEB_THREADS") or WEB_THREADS,
    }
    if not settings.is_production:
        env["SECRET_KEY"] = os.environ.get("SECRET_KEY") or place.secret("secret_key")
    return env


def sandbox_customer(place: Place, url: str) -> dict[str, str]:
    """Return the settings that make the sandbox at `url` our Stripe, our carrier, our SMS sender and our register."""
    return {
        "STRIPE_API_KEY": "sk_test_sandbox",
        "STRIPE_API_BASE": url,
        "STRIPE_CHECKOUT_ORIGIN": url,
        "STRIPE_WEBHOOK_SECRET": place.secret("webhook_secret"),
        "CARRIER_URL": url.replace("://", "://carrier_sandbox@", 1) + "/carrier",
        # The sandbox's parcels take a minute, not a week: whoever watches one must see it move.
        "TRACKING_CHECK_SECONDS": os.environ.get("TRACKING_CHECK_SECONDS", "5"),
        "SMS_URL": f"{url}/sms",
        "REGISTER_URL": url.replace("://", "://register_sandbox@", 1) + "/register",
    }


def sandbox_itself(place: Place, shop_url: str) -> dict[str, str]:
    """Return what the sandbox companies must know about their customer."""
    return {
        "SANDBOX_API_KEY": "sk_test_sandbox",
        "SANDBOX_WEBHOOK_URL": f"{shop_url}/hooks/stripe",
        "SANDBOX_WEBHOOK_SECRET": place.secret("webhook_secret"),
        "SANDBOX_WEBHOOK_EVENTS": ",".join(EVENTS),
        # What a provider in China usually keeps: the books of a demo show where that goes.
        "SANDBOX_FEE_BASIS_POINTS": os.environ.get("SANDBOX_FEE_BASIS_POINTS", "60"),
    }
