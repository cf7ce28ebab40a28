from __future__ import annotations

import pytest

from marketplace.settings import Settings, UnsafeSettings

SAFE = {
    "COOLSPOT_MODE": "production",
    "SECRET_KEY": "kf83-qmz1-77dk-aw20-plx9-v5ny-tb46",
    "PUBLIC_URL": "https://shop.example",
    "DATABASE_URL": "postgresql://db/coolspot",
    "REDIS_URL": "redis://redis/0",
    "STRIPE_API_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRET": "whsec_x",
    "SMTP_URL": "smtps://mail.example",
    "MEDIA_URL": "s3://coolspot-media/photos",
}


def test_a_demo_needs_nothing() -> None:
    assert Settings.from_environment({}).own_url == "http://127.0.0.1:8000"


def test_production_opens_with_safe_values() -> None:
    settings = Settings.from_environment(SAFE)
    assert settings.is_production
    assert settings.is_https


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "at least 32"),
        ({"SECRET_KEY": "k" * 40}, "SECRET_KEY repeats itself"),
        ({"SMTP_URL": ""}, "Set SMTP_URL"),
        ({"MEDIA_URL": ""}, "Set MEDIA_URL"),
        ({"MEDIA_URL": "memory:///"}, "Set MEDIA_URL"),
        ({"MEDIA_URL": "ftp://old.example/photos"}, "MEDIA_URL is a folder"),
        ({"LOG_LEVEL": "debug"}, "LOG_LEVEL debug"),
        ({"METRICS_TOKEN": "short"}, "METRICS_TOKEN needs"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES counts"),
        ({"SMS_URL": "http://key:secret@sms.example"}, "use https:// addresses"),
        ({"CARRIER_URL": "http://carrier.example"}, "use https:// addresses"),
        ({"PUBLIC_URL": "https://"}, "Set PUBLIC_URL"),
        ({"STRIPE_WEBHOOK_SECRET": ""}, "Set STRIPE_WEBHOOK_SECRET"),
        ({"PUBLIC_URL": "http://shop.example"}, "Set PUBLIC_URL"),
        ({"PUBLIC_URL": ""}, "Set PUBLIC_URL"),
        ({"DEBUG": "1"}, "DEBUG must be off"),
        ({"STRIPE_API_KEY": "sk_test_x"}, "test key"),
        ({"STRIPE_API_KEY": ""}, "Set STRIPE_API_KEY"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8001"}, "Leave STRIPE_API_BASE empty"),
        ({"STRIPE_API_BASE": "https://api.stripe.com.evil.example"}, "Leave STRIPE_API_BASE empty"),
        ({"DATABASE_URL": ""}, "Set DATABASE_URL"),
        ({"REDIS_URL": ""}, "Set REDIS_URL"),
        ({"PORT": "eighty"}, "PORT cannot be 'eighty'"),
        ({"DEBUG": "perhaps"}, "DEBUG cannot be 'perhaps'"),
        ({"CURRENCY": "yuan"}, "CURRENCY is three letters"),
        ({"COOLSPOT_MODE": "live"}, "COOLSPOT_MODE is one of"),
    ],
)
def test_production_refuses_what_is_unsafe(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnsafeSettings, match=sentence.replace("(", r"\(")):
        Settings.from_environment({**SAFE, **change})


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    assert SAFE["SECRET_KEY"] not in repr(Settings.from_environment(SAFE))
    assert "sk_live_x" not in repr(Settings.from_environment(SAFE))
