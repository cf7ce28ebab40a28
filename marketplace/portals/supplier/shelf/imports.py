"""Files of products: sent in, tried without writing anything, looked at, then read in for real."""

from itertools import islice
from typing import Any

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug import Response as Answer
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.catalog.queries import get_import, imports_of
from marketplace.domains.catalog.reading.rules import Rules, usual_rules
from marketplace.domains.catalog.reading.sheet import MOST_BYTES, RowError, read
from marketplace.domains.catalog.submit import AUTO, submit
from marketplace.domains.inventory.receive import MOST
from marketplace.foundation import clock, jobs
from marketplace.foundation.db import door
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_
from marketplace.portals.supplier import portal
from marketplace.web import access, htmx, limits
from marketplace.web.forms import Form

JOB = "marketplace.journeys.importing.jobs.read_import"
NOTHING_MORE = 286  # htmx stops asking
ROWS_SHOWN = 10
ENDED = ("done", "failed")


class ImportForm(Form):
    """A file, how to read it, and what to do where it says nothing of stock."""

    file = FileField(
        _l("CSV file"),
        description=_l("At most 10 MB and 100,000 rows, in UTF-8 or GBK as spreadsheets save it."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,text/csv"},
    )
    mapping = SelectField(
        _l("How its columns are read"),
        choices=[
            (AUTO, _l("Guess from the first line")),
            ("coolspot", _l("Coolspot's own template")),
            ("appliances_zh", _l("Chinese appliance catalogue")),
            ("energy_star", _l("ENERGY STAR table")),
        ],
        default=AUTO,
    )
    stock = IntegerField(
        _l("Pieces in stock where the file does not say"),
        default=0,
        validators=[InputRequired(), NumberRange(0, MOST)],
        render_kw={"inputmode": "numeric", "min": 0},
    )


@portal.get("/imports")
def imports() -> str:
    """Show the files sent in, newest first."""
    page = imports_of(access.work_place().supplier_id, cursor=request.args.get("cursor"))
    return render_template("supplier/imports/list.html", page=page)


@portal.get("/imports/new")
def new_import() -> str:
    """Show the form."""
    return render_template("supplier/imports/new.html", form=ImportForm())


@portal.post("/imports/new")
@limits.limited("60 per hour", by=limits.by_account)
def send_import() -> Answer | tuple[str, int]:
    """Take the file and try it: nothing is written before somebody has looked at the result."""
    form = ImportForm()
    if form.validate_on_submit():
        with form.file.data.stream as stream:
            content = stream.read(MOST_BYTES + 1)
        try:
            number = _start(
                filename=form.file.data.filename or "",
                content=content,
                mapping=form.mapping.data,
                rules=usual_rules(settlement_currency(), stock=form.stock.data),
                dry_run=True,
            )
        except Refused as no:
            form.refuse(no)
        else:
            return htmx.see_other(url_for("supplier.import_", number=number))
    return render_template("supplier/imports/new.html", form=form), 422


@portal.get("/imports/<number>")
def import_(number: str) -> str:
    """Show how far a file is, what it would do or did, and which rows were refused."""
    batch = mine(number)
    return render_template(
        "supplier/imports/show.html", batch=batch, ended=ENDED, preview=_preview(batch), shown=ROWS_SHOWN
    )


@portal.get("/imports/<number>/progress")
def import_progress(number: str) -> Response:
    """Answer the live part; when it is done, have the page read anew, for what there is to do next."""
    batch = mine(number)
    answer = make_response(render_template("supplier/imports/_progress.html", batch=batch, ended=ENDED))
    if batch.state in ENDED:
        answer.status_code = NOTHING_MORE
        answer.headers["HX-Refresh"] = "true"
    return answer


@portal.post("/imports/<number>/run")
def run_import(number: str) -> Answer:
    """Read the file in for real."""
    batch = mine(number)
    if not batch.dry_run or batch.state != "done":
        raise Stale(N_("Try the file first, then read it in."))
    real = _start(
        filename=batch.filename,
        content=batch.content.encode(),
        mapping=batch.mapping,
        rules=Rules(**batch.rules),
        dry_run=False,
    )
    flash(_("Reading it in. You may close this page; it goes on."), "good")
    return htmx.see_other(url_for("supplier.import_", number=real))


def mine(number: str) -> ImportBatch:
    """Return an import of this work place. Refuses: another's, as if it were not there."""
    return get_import(number, supplier_id=access.work_place().supplier_id)


def _start(**what: Any) -> str:
    """Keep the file and hand it to a worker once it is safely kept."""
    place, person = access.work_place(), access.me()
    with door():
        batch = submit(supplier_id=place.supplier_id, person_id=person.id, at=clock.now(), **what)
        batch_id, number = batch.id, batch.number
    jobs.enqueue("chores", JOB, batch_id)
    return number


def _preview(batch: ImportBatch) -> list[Any]:
    """Return the first good rows of a file that was tried, as they would stand on the shelf."""
    if not batch.dry_run or batch.state != "done":
        return []
    rows = read(batch.content, batch.mapping, Rules(**batch.rules))
    return list(islice((row for row in rows if not isinstance(row, RowError)), ROWS_SHOWN))
