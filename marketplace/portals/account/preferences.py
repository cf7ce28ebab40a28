"""What a person wants to be told about, and through what."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.models import Person
from marketplace.domains.notifications.prefer import prefer
from marketplace.domains.notifications.queries import read_wishes
from marketplace.domains.notifications.wording import CHANNELS, GROUP_NAMES, GROUPS, wants_by_default
from marketplace.portals.account import portal
from marketplace.web import access, htmx


@portal.route("/preferences", methods=["GET", "POST"])
def preferences() -> ResponseReturnValue:
    """Show and keep a tick for every group and channel."""
    person = access.me()
    groups = [group for group in GROUPS if group != "work" or access.work_places()]
    reach = {channel for channel, proven in _reach(person).items() if proven}
    if request.method == "POST":
        ticked = set(request.form.getlist("wants"))
        prefer(
            person_id=person.id,
            wishes={
                (group, channel): f"{group}-{channel}" in ticked for group in groups for channel in reach
            },
        )
        flash(_("Saved."), "good")
        return htmx.see_other(url_for("account.preferences"))
    said = read_wishes(person.id)
    ticks = {
        (group, channel): said.get((group, channel), wants_by_default(group, channel, reach))
        for group in groups
        for channel in CHANNELS
    }
    names = [(group, GROUP_NAMES[group]) for group in groups]
    return render_template("account/preferences/edit.html", names=names, reach=reach, ticks=ticks, who=person)


def _reach(person: Person) -> dict[str, bool]:
    return {"email": person.email_verified_at is not None, "sms": person.phone_verified_at is not None}
