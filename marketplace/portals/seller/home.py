"""The first page of selling."""

from flask import render_template

from marketplace.portals.seller import portal
from marketplace.web import access
from marketplace.web.pagecache import public_page


@portal.get("/")
@public_page
def home() -> str:
    """Show guests how selling works, and sellers what they have."""
    if access.current_person() is None:
        return render_template("seller/home/start.html")
    return render_template("seller/home/show.html")
