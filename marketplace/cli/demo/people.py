"""The demo's people: those a visitor may sign in as, and those who were here before."""

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyotp
from sqlalchemy import select

from marketplace.domains.accounts.addresses.divisions import code_of
from marketplace.domains.accounts.addresses.save import Place, save
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person, StaffRole
from marketplace.domains.accounts.proofs.guessable import is_guessable
from marketplace.domains.accounts.proofs.second_step import enrol, new_secret
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.accounts.register import register
from marketplace.domains.accounts.staff.compose import compose
from marketplace.domains.accounts.staff.employ import employ
from marketplace.domains.accounts.staff.permissions import PERMISSIONS
from marketplace.domains.inventory.open_warehouse import open_warehouse
from marketplace.domains.suppliers.hire import hire
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.open import open_supplier
from marketplace.domains.suppliers.queries import find_supplier
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session

SUPPLIERS = (
    ("polar-house", {"en": "Polar House", "zh": "极地之家电器"}, "佛山", ("广东省", "佛山市")),
    ("bay-appliances", {"en": "Bay Appliances", "zh": "海湾家电"}, "青岛", ("山东省", "青岛市")),
    ("riverside-electric", {"en": "Riverside Electric", "zh": "江畔电器行"}, "武汉", ("湖北省", "武汉市")),
)
SIGN_INS = (
    ("buyer", "buyer@demo.test", "Lin Xia"),
    ("supplier", "supplier@demo.test", "Zhou Wei"),
    ("seller", "seller@demo.test", "Xu Mei"),
    ("moderator", "moderator@demo.test", "Gao Ning"),
    ("admin", "admin@demo.test", "Chen An"),
)
# What staff of the demo may do, by the role they sign in as; first who may compose roles, whom no house can miss.
STAFF = {
    "admin": ("Everything", list(PERMISSIONS)),
    "moderator": ("Moderator", ["moderate", "verify", "cases"]),
}
GUESTS = ("Wang Fang", "Li Na", "Zhang Min", "Sofia Rossi", "Tom Baker")
STREETS = (
    "衡山路 12 号 3 楼",
    "和平街 5 号院 2 栋 601",
    "江汉路 88 号",
    "Shennan Avenue 2008, Flat 1204",
    "人民路 31 号",
)
WHERE = (
    ("上海市", "市辖区", "徐汇区"),
    ("北京市", "市辖区", "朝阳区"),
    ("湖北省", "武汉市", "江岸区"),
    ("广东省", "深圳市", "福田区"),
    ("四川省", "成都市", "锦江区"),
)


@dataclass
class Cast:
    """Who the demo's stories are told with, by id."""

    buyer: int
    guests: list[int] = field(default_factory=list)
    suppliers: list[int] = field(default_factory=list)
    worker: int = 0
    seller: int = 0
    moderator: int = 0


def arrive(instance: Path) -> Cast:
    """Let everybody arrive, once; passwords are made here, kept in demo.json and printed by the runner."""
    at = clock.now()
    secrets_of: list[dict[str, Any]] = []
    with door():
        known = {role: _person(email, name, role, at, secrets_of) for role, email, name in SIGN_INS}
        guests = [_person(f"guest{i}@demo.test", name, "", at, []) for i, name in enumerate(GUESTS)]
        for i, person in enumerate([known["buyer"], *guests]):
            _settle(person, i, at)
        sellers = [_supplier(i, at) for i in range(len(SUPPLIERS))]
        if secrets_of:
            hire(supplier=sellers[0], person_id=known["supplier"].id, role="owner", actor=SYSTEM, at=at)
            by_role = {kept["role"]: kept for kept in secrets_of}
            for role, (name, permissions) in STAFF.items():
                by_role[role]["totp_secret"] = _employ(known[role], name, permissions, at)
            # Before the commit: killed between the two, the file names people who are not there yet, and the next
            # load makes both anew. The other way round there would be people whose passwords nobody knows.
            session.flush()
            _keep(instance, secrets_of)
        ids = {role: person.id for role, person in known.items()}
        return Cast(
            ids["buyer"], [g.id for g in guests], [s.id for s in sellers],
            ids["supplier"], ids["seller"], ids["moderator"],
        )  # fmt: skip


def _person(email: str, name: str, role: str, at: datetime, kept: list[dict[str, Any]]) -> Person:
    contact = Contact("email", email)
    found = find_person_by_contact(contact)
    if found is not None:
        return found
    password = _password() if role else ""
    if role:
        kept.append({"role": role, "email": email, "password": password})
    return register(contact=contact, name=name, language="en", password=password, at=at)


def _password() -> str:
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    made = "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
    return _password() if is_guessable(made, own=()) else made  # chance repeats itself, once in some thousand


def _settle(person: Person, i: int, at: datetime) -> None:
    if person.created_at != at:
        return  # lives here already
    place = Place(
        recipient=person.display_name,
        phone=f"+86138001380{i:02d}",
        country="CN",
        division=code_of(*WHERE[i % len(WHERE)]),
        street=STREETS[i % len(STREETS)],
    )
    save(person_id=person.id, place=place, at=at)


def _supplier(i: int, at: datetime) -> Supplier:
    slug, name, city, (province, where) = SUPPLIERS[i]
    found = find_supplier(slug)
    if found is not None:
        return found
    made = open_supplier(slug=slug, name=name, email=f"{slug}@demo.test", at=at)
    open_warehouse(
        supplier_id=made.id,
        code="MAIN",
        name={"en": "Main warehouse", "zh": f"{city}主仓"},
        province=province,
        city=where,
    )
    return made


def _employ(person: Person, name: str, permissions: list[str], at: datetime) -> str:
    """Take somebody on as staff; return the secret of their second step."""
    role = session.scalars(select(StaffRole).where(StaffRole.name == name)).one_or_none()
    role = role or compose(name=name, permissions=permissions, actor=SYSTEM, at=at)
    employ(person=person, role_id=role.id, actor=SYSTEM, at=at)
    return _enrol(person, at)


def _enrol(person: Person, at: datetime) -> str:
    secret = new_secret()
    enrol(person=person, secret=secret, typed=pyotp.TOTP(secret).at(at), at=at)
    # The code that proved it is spent; the one a visitor types within these 30 seconds is not.
    person.totp_last_step = None
    return secret


def _keep(instance: Path, found: list[dict[str, Any]]) -> None:
    instance.mkdir(parents=True, exist_ok=True)
    whole = instance / "demo.json"
    half = whole.with_suffix(".new")
    handle = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"people": found}, file, indent=2)
    half.replace(whole)
