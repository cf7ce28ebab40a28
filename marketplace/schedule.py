"""When things happen by themselves: the sweeps, and who reacts to facts. background/timetable.py acts on it.

A sweep asks PostgreSQL for everything that is due and not done; it may run never, once or five times.
"""

from dataclasses import dataclass

# Called by a worker with a list of fact ids, on the queue each fact names.
REACTIONS = "marketplace.journeys.reactions.react"


@dataclass(frozen=True)
class Slot:
    """One sweep: how often in seconds, the job's dotted path, and whose queue it goes to."""

    every_seconds: float
    path: str
    queue: str = "chores"


_JOBS = "marketplace.journeys.jobs"
TIMETABLE: tuple[Slot, ...] = (
    Slot(10, f"{_JOBS}.lapse_orders"),
    Slot(60, f"{_JOBS}.cancel_overdue"),
    Slot(60, f"{_JOBS}.remind"),
    Slot(30, f"{_JOBS}.receive_orders", "releases"),
    Slot(30, f"{_JOBS}.release_orders", "releases"),
    Slot(20, f"{_JOBS}.settle_payments", "payments"),
    Slot(20, f"{_JOBS}.read_messages", "payments"),
    Slot(30, f"{_JOBS}.send_money", "payments"),
    Slot(60, f"{_JOBS}.read_fees"),
    Slot(5, f"{_JOBS}.track"),
    Slot(30, "marketplace.journeys.photos.jobs.remake", "photos"),
    Slot(600, "marketplace.journeys.photos.jobs.forget", "photos"),
    Slot(30, "marketplace.journeys.importing.jobs.read_imports"),
    Slot(15, "marketplace.domains.notifications.jobs.deliver", "notifications"),
    Slot(10, "marketplace.domains.accounts.jobs.send_codes", "notifications"),
    Slot(3600, "marketplace.domains.accounts.jobs.forget_ended"),
    Slot(60, "marketplace.journeys.dealing.jobs.end_proposals"),
    Slot(300, "marketplace.journeys.browsing.jobs.look_at_saved_searches"),
    Slot(30, "marketplace.journeys.verifying.jobs.ask_about_names"),
    Slot(3600, "marketplace.journeys.verifying.jobs.forget_documents"),
    Slot(3600, "marketplace.journeys.chatting.jobs.time_answers"),
    Slot(60, "marketplace.journeys.cases.jobs.end_cases"),
    Slot(3600, "marketplace.journeys.hearing.jobs.ask_of_disputes", "payments"),
    Slot(3600, "marketplace.journeys.hearing.jobs.find_lost_disputes", "payments"),
    Slot(60, "marketplace.journeys.opinions.jobs.show_opinions"),
    Slot(3600, "marketplace.journeys.supporting.jobs.withhold"),
)
