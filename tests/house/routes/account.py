"""The account portal: the way in is open, everything else a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.domains.accounts.models import ProofChange, WebSession
from marketplace.domains.notifications.models import Notice
from marketplace.foundation import clock, ids
from marketplace.foundation.db import session
from tests.house.table import EVERYBODY, MEMBERS, MEMBERS_SEE_OTHER, OWNERS, OWNERS_SEE_OTHER, SEE_OTHER, row

if TYPE_CHECKING:
    from tests.house.table import Stage

IN_ALREADY: dict[str, Any] = {**SEE_OTHER, "guest": 200}
NOBODY: dict[str, Any] = dict.fromkeys(EVERYBODY, 404)
BY_CODE = {"contact": "somebody@example.test", "way": "password"}


def _address(stage: Stage) -> dict[str, Any]:
    return {"address_id": stage.address.id}


def _removed(stage: Stage) -> dict[str, Any]:
    stage.address.deleted_at = clock.now()
    session.commit()
    return {"address_id": stage.address.id}


def _notice(stage: Stage) -> dict[str, Any]:
    notice = Notice(
        key=ids.new_token(),
        person_id=stage.owner.id,
        kind="registered",
        params={"name": "x"},
        created_at=clock.now(),
    )
    session.add(notice)
    session.commit()
    return {"notice_id": notice.id}


def _change(stage: Stage) -> dict[str, Any]:
    change = ProofChange(
        person_id=stage.owner.id, what="password", had_second_step=False, at=clock.now(), was=None
    )
    session.add(change)
    session.commit()
    return {"change_id": change.id}


def _session(stage: Stage) -> dict[str, Any]:
    name, now = ids.new_token()[:16], clock.now()
    session.add(
        WebSession(
            token_hash=ids.fingerprint(name), public_id=name, person_id=stage.owner.id,
            created_at=now, seen_at=now, expires_at=now.replace(year=now.year + 1),
        )
    )  # fmt: skip
    session.commit()
    return {"public_id": name}


PLACE = {
    "country": "CN", "recipient": "Li Na", "phone": "13800138000", "province": "31", "city": "3101",
    "district": "310104", "street": "衡山路 1 号", "postcode": "200030", "way": "save",
}  # fmt: skip

ROWS = [
    row("GET", "account.sign_in", **IN_ALREADY),
    row("POST", "account.sign_in", data=BY_CODE, **SEE_OTHER),
    row("GET", "account.code", **SEE_OTHER),
    row("POST", "account.code", data={"code": "123456"}, **SEE_OTHER),
    row("POST", "account.another_code", **SEE_OTHER),
    row("GET", "account.password_proof", **SEE_OTHER),
    row("POST", "account.password_proof", data={"password": "x"}, **SEE_OTHER),
    row("GET", "account.registration", **SEE_OTHER),
    row("POST", "account.registration", data={"name": "Li Na"}, **SEE_OTHER),
    row("GET", "account.second_step", **SEE_OTHER),
    row("POST", "account.second_step", data={"code": "123456"}, **SEE_OTHER),
    row("GET", "account.demo_outbox", **NOBODY),
    row("GET", "account.home", **MEMBERS),
    row("GET", "account.profile", **MEMBERS),
    row("POST", "account.profile", data={"name": "Li Na", "language": "zh"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.contacts", **MEMBERS),
    row("GET", "account.new_contact", **MEMBERS_SEE_OTHER),
    row("POST", "account.new_contact", data={"contact": "new@example.test"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.contact_code", **MEMBERS_SEE_OTHER),
    row("POST", "account.contact_code", data={"code": "123456"}, **MEMBERS_SEE_OTHER),
    row("POST", "account.contact_removal", args=lambda _: {"kind": "email"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.new_password", **MEMBERS_SEE_OTHER),
    row("POST", "account.new_password", data={"password": "shade under a tree"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.proof", **MEMBERS),
    row(
        "POST",
        "account.proof",
        data={"password": "wrong"},
        **{**dict.fromkeys(EVERYBODY, 422), "guest": "sign in"},
    ),
    row("POST", "account.proof_codes", **MEMBERS_SEE_OTHER),
    row("GET", "account.proof_code", **MEMBERS),
    row(
        "POST",
        "account.proof_code",
        data={"code": "123456"},
        **{**dict.fromkeys(EVERYBODY, 422), "guest": "sign in"},
    ),
    row("GET", "account.two_step", **MEMBERS_SEE_OTHER),
    row("POST", "account.two_step", data={"code": "123456"}, **MEMBERS_SEE_OTHER),
    row("POST", "account.two_step_end", **{**MEMBERS_SEE_OTHER, "admin": 422, "clerk": 422}),
    row("GET", "account.sessions", **MEMBERS),
    row("POST", "account.session_end", args=_session, **OWNERS_SEE_OTHER),
    row("POST", "account.sessions_end", **MEMBERS_SEE_OTHER),
    row("POST", "account.sign_out", **MEMBERS_SEE_OTHER),
    row("GET", "account.change", args=_change, **OWNERS),
    row("POST", "account.change_undo", args=_change, data={"proof": ""}, **OWNERS_SEE_OTHER),
    row("GET", "account.inbox", **MEMBERS),
    row("POST", "account.notice_reading", args=_notice, **OWNERS_SEE_OTHER),
    row("POST", "account.inbox_reading", data={"up_to": "5"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.preferences", **MEMBERS),
    row("POST", "account.preferences", data={"wants": "orders-email"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.addresses", **MEMBERS),
    row("GET", "account.divisions", **MEMBERS),
    row("GET", "account.new_address", **MEMBERS),
    row("POST", "account.new_address", data=PLACE, **MEMBERS_SEE_OTHER),
    row("GET", "account.address", args=_address, **OWNERS),
    row("POST", "account.address", args=_address, data=PLACE, **OWNERS_SEE_OTHER),
    row("POST", "account.address_default", args=_address, **OWNERS_SEE_OTHER),
    row("POST", "account.address_removal", args=_address, **OWNERS_SEE_OTHER),
    row("POST", "account.address_restoration", args=_removed, **OWNERS_SEE_OTHER),
]
