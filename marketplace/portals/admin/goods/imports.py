"""All suppliers' imports: which run, which failed, what was refused, and who sent them."""

from flask import Response, make_response, render_template

from marketplace.domains.catalog.stand.imports import STATES, find_imports, look_at_import
from marketplace.portals.admin import desk, portal
from marketplace.web.access import needs

NOTHING_MORE = 286  # htmx stops asking
ENDED = ("done", "failed")


@portal.get("/imports")
@needs("catalog.read")
def imports() -> str:
    """Show imports by state, file, number or supplier, newest first."""
    return render_template("admin/imports/list.html", ended=ENDED, **desk.narrowed(find_imports, STATES))


@portal.get("/imports/<number>")
@needs("catalog.read")
def import_(number: str) -> str:
    """Show one import: how far it is, what it did, and the first rows it refused."""
    return render_template("admin/imports/show.html", batch=look_at_import(number), ended=ENDED)


@portal.get("/imports/<number>/progress")
@needs("catalog.read")
def import_progress(number: str) -> Response:
    """Answer the live part; when it is done, have the page read anew."""
    batch = look_at_import(number)
    answer = make_response(render_template("admin/imports/_progress.html", batch=batch, ended=ENDED))
    if batch.state in ENDED:
        answer.status_code = NOTHING_MORE
        answer.headers["HX-Refresh"] = "true"
    return answer
