"""The list of recalls as staff keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import cast

if TYPE_CHECKING:
    from tests.client import Client


def test_a_recall_is_entered_and_ended(client: Client) -> None:
    client.as_(cast.admin("Mod", permissions=("moderate",)))
    page = client.get("/admin/recalls").is_(200)
    form = page.form(button="Enter it")
    form.fill(
        brand="Haier", model="BCD-206", about_en="The compressor may catch fire.", source="SAMR 2026-12"
    )
    page = form.submit("Enter it").says("Nobody can list this model", "bcd206", "SAMR 2026-12", "Holds")
    page.press("End it").says("can be listed again", "Ended")


def test_what_is_missing_is_said_at_its_field(client: Client) -> None:
    client.as_(cast.admin("Mod", permissions=("moderate",)))
    page = (
        client.get("/admin/recalls")
        .form(button="Enter it")
        .fill(brand="Haier", model="B2")
        .submit("Enter it")
    )
    page.is_(422).says("at least 3")
