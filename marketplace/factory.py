"""Building the house: settings, database, web floor, portals. Nothing else knows all of them."""

from importlib import import_module

from flask import Flask
from flask_compress import Compress
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from marketplace import cli
from marketplace.domains import load_models
from marketplace.domains.notifications import speak
from marketplace.domains.payments.provider import Provider, use_provider
from marketplace.foundation import jobs, seal
from marketplace.gateways.carrier.choose import choose as choose_carrier
from marketplace.gateways.mailer.choose import choose as choose_mailer
from marketplace.gateways.register.choose import choose as choose_register
from marketplace.gateways.sms.choose import choose as choose_sms
from marketplace.gateways.storage.choose import choose as choose_storage
from marketplace.settings import Settings
from marketplace.web import (
    access,
    assets,
    compression,
    database,
    door,
    errors,
    forgery,
    formats,
    furniture,
    headers,
    htmx,
    languages,
    limits,
    logs,
    metrics,
    pagecache,
    sessions,
    templates,
)

# Builders append their portal's package here; it holds `portal`, a Blueprint with its door.
PORTALS = ("admin", "account", "hooks", "seller", "site", "storefront", "supplier")
LARGEST_REQUEST = 12 * 1024 * 1024  # a photo of 10 MB and the form around it
MOST_FIELDS = 2000


def create_app(settings: Settings | None = None) -> Flask:
    """Build the web app. Refuses: unsafe settings in production."""
    settings = settings or Settings.from_environment()
    app = door.House("marketplace", root_path=None, template_folder="../templates", static_folder="../static")
    _configure(app, settings)
    load_models()
    database.open_database(app, settings)
    jobs.use_redis(settings.redis_url or "redis://127.0.0.1:6379/0")
    seal.use_key(settings.secret_key)
    _open_gateways(settings)
    _furnish(app, settings)
    for name in PORTALS:
        app.register_blueprint(import_module(f"marketplace.portals.{name}").portal)
    cli.register(app)
    _wrap(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.mode == "test",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=door.LARGEST_FIELDS,
        MAX_FORM_PARTS=MOST_FIELDS,
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
        COMPRESS_BR_LEVEL=compression.LEVEL_NOW,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_STREAMS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = settings.mode == "demo" and settings.debug


def _open_gateways(settings: Settings) -> None:
    """Choose the ways to other companies."""
    outbox = settings.instance_dir / "outbox"
    choose_mailer(settings.smtp_url, folder=outbox, sender=settings.mail_from)
    use_provider(lambda: _provider(settings))
    choose_sms(settings.sms_url, folder=None if settings.is_production else outbox)
    choose_carrier(settings.carrier_url)
    choose_register(settings.register_url)
    choose_storage(settings.media_url, folder=settings.instance_dir / "media")
    speak.use_house(site=settings.own_url, zone=settings.display_timezone)


def _provider(settings: Settings) -> Provider:
    # Imported when money first moves: the library is a third of the web's cold start.
    from marketplace.gateways.stripe.client import Stripe

    return Stripe(
        api_key=settings.stripe_api_key,
        webhook_secret=settings.stripe_webhook_secret,
        site_url=settings.own_url,
        api_base=settings.stripe_api_base,
    )


def _furnish(app: Flask, settings: Settings) -> None:
    # The order matters: what comes first numbers and times the request, and sees its answer last.
    logs.configure(settings)
    door.install(app)
    htmx.install(app)
    metrics.install(app)
    app.before_request(pagecache.read_alone)
    logs.install(app)
    Compress(app)
    headers.install(app, settings)
    languages.install(app, settings)
    templates.install(app)
    sessions.install(app, settings)
    access.install(app)
    limits.install(app, settings)
    forgery.install(app, settings)
    formats.install(app, settings)
    furniture.install(app)
    errors.install(app)


def _wrap(app: Flask, settings: Settings) -> None:
    """Put the layers that answer before Flask wakes up in front of it: files, then shared pages."""
    cache = pagecache.PageCache(app, app.wsgi_app, settings)
    app.extensions["pagecache"] = cache
    layers = assets.install(app, settings).wrap(cache)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        layers = ProxyFix(layers, x_for=hops, x_proto=hops, x_host=hops)
    app.wsgi_app = layers  # type: ignore[method-assign,assignment]  # how WSGI layers are put on, by Flask's own book
