"""From a name to a seller: said on a phone, documents sealed away, decided by staff, told to the person."""

from __future__ import annotations

import io

from PIL import Image
from sqlalchemy import select

from marketplace.domains.accounts.verification.ask import documents_of, latest_of
from marketplace.domains.accounts.verification.queries import unasked
from marketplace.domains.listings.models import Seller
from marketplace.foundation import outbox
from marketplace.foundation.db import session
from marketplace.gateways import storage
from marketplace.journeys.reactions import react
from marketplace.journeys.verifying.jobs import forget_documents
from tests import cast
from tests.client import Client
from tests.factories.pictures import scene
from tests.factories.verifying import MING, asked

CLAIM = {"kind": "person", "name": "王小明", "number": MING, "phone": "+8613800138000"}


def photo() -> bytes:
    """A JPEG with words of its own in it."""
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "AT HOME"
    scene().save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def test_from_a_name_to_a_seller(client: Client) -> None:
    ming, ada = cast.person(), cast.admin(permissions=("verify",))
    client.as_(ming)
    page = client.get("/sell/verification").says("Resident identity number")
    form = page.form(button="Next: your documents").fill(name="王小明", number="123", phone="+8613800138000")
    page = form.submit("Next: your documents").is_(422).says("Check each one.")
    assert "王小明" in page.text
    page = page.form(button="Next: your documents").fill(number=MING).submit("Next: your documents").is_(200)
    page.says("Missing", "••••002X").hides("Send to be checked")
    for side in ("front", "back"):
        client.post(f"/sell/verification/documents/{side}", {"photo": (photo(), "../../etc/passwd.jpg")}).is_(
            200
        )
    page = client.get("/sell/verification").press("Send to be checked").says("Being checked")
    row = latest_of(ming.id)
    assert row is not None
    assert row.state == "submitted"
    number, documents = row.number, documents_of(row.id)

    client.as_(ada)
    client.get("/admin/verifications").says(number, "not asked yet")
    client.get(f"/admin/verifications/{number}").says("Nobody yet.").hides(MING)
    seen = client.get(f"/admin/verifications/{number}/documents/{documents[0].id}")
    assert seen.headers["Cache-Control"] == "no-store"
    client.get(f"/admin/verifications/{number}").says("Ada")
    decision = client.get(f"/admin/verifications/{number}").form(button="Decide").fill(verdict="approve")
    decision.submit("Decide").is_(200).says("Approved.")
    session.rollback()
    seller = session.get(Seller, ming.id)
    assert seller is not None
    assert seller.state == "active"
    react(list(outbox_ids()))
    client.as_(ming)
    client.get("/account/inbox").says("Your name is verified")


def test_what_lies_in_the_store_is_sealed_and_made_anew(client: Client) -> None:
    ming = cast.person()
    client.as_(ming)
    client.post("/sell/verification/claim", CLAIM)
    client.post("/sell/verification/documents/front", {"photo": (photo(), "id.jpg")}).is_(200)
    row = latest_of(ming.id)
    assert row is not None
    kept = storage.current().get(documents_of(row.id)[0].stored)
    assert b"AT HOME" not in kept
    assert not kept.startswith(b"\xff\xd8")


def test_what_is_no_photo_is_refused_where_it_was_chosen(client: Client) -> None:
    client.as_(cast.person())
    client.post("/sell/verification/claim", CLAIM)
    for data in (b"", b"<svg/>", b"GIF89a", b"\xff\xd8\xff" + b"0" * 99):
        client.post("/sell/verification/documents/front", {"photo": (data, "id.jpg")}).is_(422)
    client.post("/sell/verification/documents/licence", {"photo": (photo(), "id.jpg")}).is_(404)


def test_a_no_is_told_and_can_be_mended(client: Client) -> None:
    ming, ada = cast.person(), cast.admin()
    row = asked(ming)
    client.as_(ada)
    form = client.get(f"/admin/verifications/{row.number}").form(button="Decide")
    page = form.fill(verdict="reject").submit("Decide").is_(422).says("Say why.")
    page.form(button="Decide").fill(verdict="reject", reason="unreadable").submit("Decide").is_(200)
    client.as_(ming)
    client.get("/sell/verification").says("in daylight", "Try again")
    client.get("/sell/verification/claim").says("Who you are")


def test_with_the_yes_taken_back_nothing_is_listed(client: Client) -> None:
    ming, ada = cast.person(), cast.admin()
    row = asked(ming)
    client.as_(ada)
    address = f"/admin/verifications/{row.number}/decision"
    client.post(address, {"verdict": "approve"}).is_(200)
    client.post(address, {"verdict": "revoke", "words": "A forged card."}).is_(200)
    session.rollback()
    seller = session.get(Seller, ming.id)
    assert seller is not None
    assert seller.state == "suspended"


def test_replaced_documents_are_destroyed(client: Client) -> None:
    ming = cast.person()
    client.as_(ming)
    client.post("/sell/verification/claim", CLAIM)
    for _ in range(2):
        client.post("/sell/verification/documents/front", {"photo": (photo(), "id.jpg")}).is_(200)
    before = {kept.key for kept in storage.current().under("documents")}
    forget_documents()
    after = {kept.key for kept in storage.current().under("documents")}
    assert len(before - after) == 1


def test_the_register_is_asked_once(client: Client) -> None:
    row = asked(cast.person())
    assert list(unasked(limit=9)) == [row.id]
    react(list(outbox_ids()))
    session.rollback()
    assert list(unasked(limit=9)) == []
    client.as_(cast.admin())
    client.get("/admin/verifications").says("unknown")  # nobody is asked where no register is set up


def outbox_ids() -> list[int]:
    """Return the facts nobody reacted to yet."""
    session.rollback()
    return list(session.scalars(select(outbox.OutboxFact.id).where(outbox.OutboxFact.done_at.is_(None))))
