"""What the sandbox is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Addresses, keys and paces; every number carries its unit in its name."""

    data_dir: Path
    public_url: str
    api_key: str = "sk_test_sandbox"
    carrier_key: str = "carrier_sandbox"
    webhook_url: str = ""
    webhook_secret: str = "whsec_sandbox"  # noqa: S105 - it opens nothing but the sandbox
    webhook_events: frozenset[str] = frozenset()  # what the endpoint asked to hear of; empty: everything
    carrier_webhook_url: str = ""
    carrier_step_seconds: float = 8.0
    fee_basis_points: int = 0
    dispute_fee_minor: int = 0
    dispute_fee_returned: bool = False  # when it is won: so in few countries
    payout_seconds: float = 2.0
    webhook_patience_seconds: float = 3600.0
    merchant: str = "Coolspot"
    instant_onboarding: bool = True

    @classmethod
    def read(cls, env: Mapping[str, str], data_dir: Path, public_url: str, carrier_step: float) -> Settings:
        """Read the settings from the environment."""
        return cls(
            data_dir=data_dir,
            public_url=public_url.rstrip("/"),
            api_key=env.get("SANDBOX_API_KEY") or cls.api_key,
            carrier_key=env.get("SANDBOX_CARRIER_KEY") or cls.carrier_key,
            webhook_url=env.get("SANDBOX_WEBHOOK_URL", ""),
            webhook_secret=env.get("SANDBOX_WEBHOOK_SECRET") or cls.webhook_secret,
            webhook_events=frozenset(filter(None, env.get("SANDBOX_WEBHOOK_EVENTS", "").split(","))),
            carrier_webhook_url=env.get("SANDBOX_CARRIER_WEBHOOK_URL", ""),
            carrier_step_seconds=carrier_step,
            fee_basis_points=int(env.get("SANDBOX_FEE_BASIS_POINTS", "0")),
            dispute_fee_minor=int(env.get("SANDBOX_DISPUTE_FEE_MINOR", "0")),
            dispute_fee_returned=env.get("SANDBOX_DISPUTE_FEE_RETURNED", "0") != "0",
            payout_seconds=float(env.get("SANDBOX_PAYOUT_SECONDS", "2")),
            webhook_patience_seconds=float(env.get("SANDBOX_WEBHOOK_PATIENCE_SECONDS", "3600")),
            merchant=env.get("SANDBOX_MERCHANT") or cls.merchant,
            instant_onboarding=env.get("SANDBOX_INSTANT_ONBOARDING", "1") != "0",
        )
