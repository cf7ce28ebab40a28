"""The shop: finding, comparing, buying and following. Open to everybody; what is somebody's own says so itself."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, current_app

portal = Blueprint("storefront", __name__)


@portal.context_processor
def ground() -> dict[str, str]:
    """Give every page of the shop its own address, for links that leave it, and the currency."""
    settings = current_app.config["SETTINGS"]
    return {"own_url": settings.own_url, "currency": settings.currency}


# Every file in this folder is a resource and hangs its routes on `portal`.
for _resource in iter_modules(__path__):
    import_module(f"{__name__}.{_resource.name}")
