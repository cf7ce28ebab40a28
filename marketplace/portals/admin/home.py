"""The overview: what waits for somebody, and how the house does."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import gettext as _

from marketplace.domains.accounts.verification import queries as verifications
from marketplace.domains.aftersales.cases.queries import soon_due
from marketplace.domains.aftersales.cases.two_hands import unconfirmed
from marketplace.domains.aftersales.two_hands import waiting_requests
from marketplace.domains.catalog.stand.find import failed_imports
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.moderation.queries import unseen
from marketplace.domains.orders.reading import figures
from marketplace.domains.payments.desk import failed
from marketplace.domains.payments.payouts.large import waiting_payouts
from marketplace.domains.support.models import Appeal, Report
from marketplace.domains.support.queries import undecided
from marketplace.foundation import backlog, clock, failed_jobs, queues
from marketplace.portals.admin import portal
from marketplace.portals.admin.desk import zone
from marketplace.web import access, formats

DAYS = 30


@portal.get("/")
def home() -> str:
    """Show the queues, oldest first, and the figures, each to whom it concerns."""
    waiting = sorted(_queues(), key=lambda queue: (not queue["number"], queue["since"] or clock.now()))
    shown = _figures() if access.may("orders.read") else {}
    return render_template("admin/home/show.html", queues=waiting, **{"figures": None, **shown})


def _queues() -> list[dict[str, object]]:
    questions = [row for row in _failures() + _decisions() if access.may(row[0])]
    lengths = queues.lengths({label: question for _permission, label, question, _url in questions})
    found = [_queue(label, lengths[label], url) for _permission, label, _question, url in questions]
    if access.may("refunds.make"):
        asked = waiting_requests()
        oldest = asked[0][0].created_at if asked else None
        found.append(_queue(_("Refunds to confirm"), (len(asked), oldest), url_for("admin.refund_requests")))
    return found + (_machinery() if access.may("jobs.read") else [])


def _failures() -> list[tuple[str, str, queues.Question, str]]:
    """Return whom a queue concerns (a permission), what it is called, how long it is, and where it stands."""
    lately = clock.now() - timedelta(days=DAYS)
    return [
        ("orders.read", _("Orders overdue"), figures.late(), url_for("admin.orders", late=1)),
        ("cases", _("Cases due within 2 days, or overdue"), soon_due(clock.now()), url_for("admin.cases")),
        ("money.read", _("Refunds failed"), failed("refunds"), url_for("admin.refunds", state="failed")),
        ("money.read", _("Payouts failed"), failed("payouts"), url_for("admin.payouts", state="failed")),
        (
            "catalog.read",
            _("Imports failed"),
            failed_imports(lately),
            url_for("admin.imports", state="failed"),
        ),
    ]


def _decisions() -> list[tuple[str, str, queues.Question, str]]:
    """Return the same of what somebody waits to hear."""
    return [
        ("cases", _("Verdicts to confirm"), unconfirmed(), url_for("admin.cases", queue="confirming")),
        ("money.pay", _("Payouts to confirm"), waiting_payouts(), url_for("admin.payouts", state="asked")),
        ("moderate", _("Moderation"), unseen(Listing), url_for("admin.moderation")),
        ("moderate", _("Edits that wait"), unseen(ListingEdit), url_for("admin.listing_edits")),
        ("moderate", _("Reports"), undecided(Report), url_for("admin.reports")),
        ("moderate", _("Appeals"), undecided(Appeal), url_for("admin.appeals")),
        ("verify", _("Real names"), verifications.undecided(), url_for("admin.verifications")),
    ]


def _machinery() -> list[dict[str, object]]:
    facts = backlog.given_up().rows
    jobs = failed_jobs.failed_jobs()
    url = url_for("admin.machinery")
    return [
        _queue(_("Facts given up"), (len(facts), facts[0].occurred_at if facts else None), url),
        _queue(_("Jobs failed"), (len(jobs), jobs[0].at if jobs else None), url),
    ]


def _queue(label: str, found: tuple[int, datetime | None], url: str) -> dict[str, object]:
    return {"label": label, "number": found[0], "since": found[1], "url": url}


def _figures() -> dict[str, object]:
    """Return today's numbers and the last thirty days', a day without orders counting none."""
    here = ZoneInfo(zone())
    today = clock.now().astimezone(here).date()
    first = today - timedelta(days=DAYS - 1)
    rows = {row.day: row for row in figures.by_day(datetime.combine(first, time(), here), zone=zone())}
    days = [first + timedelta(days=n) for n in range(DAYS)]
    counts = [rows[day].orders if day in rows else 0 for day in days]
    paid = [int(rows[day].paid) if day in rows else 0 for day in days]
    return {
        "figures": {
            "today": counts[-1],
            "held": figures.held(),
            "released": sum(int(row.released) for row in rows.values()),
            "commission": sum(int(row.commission) for row in rows.values()),
        },
        "orders_a_day": [(formats.day(d), n, formats.number(n)) for d, n in zip(days, counts, strict=True)],
        "paid_a_day": [(formats.day(d), n, formats.money(n)) for d, n in zip(days, paid, strict=True)],
    }
