"""The operator's back office: for staff, in two steps, each page and action by its permission; every change is kept."""

from flask import Blueprint

from marketplace.web import access

portal = Blueprint("admin", __name__, url_prefix="/admin")
portal.before_request(access.admin_door)

from marketplace.portals.admin import (  # noqa: E402 -- they hang their routes on `portal`
    cases,
    goods,
    home,
    house,
    moderation,
    money,
    nav,
    orders,
    people,
    styleguide,
)

portal.context_processor(nav.items)

__all__ = [
    "cases",
    "goods",
    "home",
    "house",
    "moderation",
    "money",
    "nav",
    "orders",
    "people",
    "portal",
    "styleguide",
]
