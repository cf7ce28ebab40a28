"""The rooms of the back office, those a member of staff may enter."""

from flask import request, url_for
from flask_babel import gettext as _

from marketplace.web import access


def items() -> dict[str, object]:
    """Give every page of the portal its navigation."""
    found = [
        {
            "label": label,
            "url": url_for(f"admin.{endpoint}"),
            "icon": icon,
            "count": None,
            "current": _is_here(endpoint),
        }
        for label, endpoint, icon, permission in _rooms()
        if not permission or access.may(permission)
    ]
    return {"rooms": found}


def _is_here(endpoint: str) -> bool:
    url = url_for(f"admin.{endpoint}")
    return request.endpoint == f"admin.{endpoint}" or (
        request.path.startswith(url + "/") and endpoint != "home"
    )


def _rooms() -> tuple[tuple[str, str, str, str], ...]:
    """Return what each room is called, its page, its icon, and the permission that opens it."""
    return (
        (_("Overview"), "home", "home", ""),
        (_("Orders"), "orders", "orders", "orders.read"),
        (_("Refund requests"), "refund_requests", "check", "refunds.make"),
        (_("Cases"), "cases", "alert", "cases"),
        (_("People"), "people", "user", "people.read"),
        (_("Moderation"), "moderation", "eye", "moderate"),
        (_("Reports"), "reports", "alert", "moderate"),
        (_("Appeals"), "appeals", "info", "moderate"),
        (_("Real names"), "verifications", "shield", "verify"),
        (_("Suppliers"), "suppliers", "truck", "suppliers.read"),
        (_("Catalogue"), "catalog", "leaf", "catalog.read"),
        (_("Products"), "products", "box", "catalog.read"),
        (_("Imports"), "imports", "upload", "catalog.read"),
        (_("Recalls"), "recalls", "alert", "moderate"),
        (_("Reviews"), "reviews", "star", "reviews.moderate"),
        (_("Money"), "payments", "wallet", "money.read"),
        (_("Books"), "books", "chart", "money.read"),
        (_("Commission"), "commission", "shield", "commission.edit"),
        (_("Settings"), "settings", "gear", "settings.edit"),
        (_("Machinery"), "machinery", "wrench", "jobs.read"),
        (_("Staff"), "staff", "me", "staff.edit"),
    )
