"""Those who sell used appliances in the demo: verified by the demo's moderator, and one who still waits."""

from datetime import datetime

from sqlalchemy import select
from stdnum.cn import ric

from marketplace.cli.demo.people import STREETS, WHERE, Cast
from marketplace.cli.demo.used import scenes
from marketplace.domains.accounts.addresses.divisions import code_of
from marketplace.domains.accounts.addresses.save import Place, save
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Address, Person
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.accounts.register import register
from marketplace.domains.accounts.verification.ask import claim, documents_of, latest_of, send
from marketplace.domains.accounts.verification.read import PERSON, SIDES, read_claim
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.open_seller import open_seller
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.verifying.decide_verification import decide_verification
from marketplace.journeys.verifying.keep_document import keep_document

SELLERS = ("Ma Jun", "He Qing", "Luo Yan", "Anna Weber", "Deng Tao", "Fang Li")
WAITS = ("waits@demo.test", "Qian Lei", "钱磊", "31010419900307451")
MINE = ("徐梅", "31010419880612332")  # the demo seller's real name, and the first 17 digits of a number
PHONE = "+8613800138099"


def arrive(cast: Cast) -> list[int]:
    """Let everybody arrive who sells, and verify them once; return their ids, the demo seller's first."""
    at = clock.now()
    with door():
        people = [_person(f"seller{i}@demo.test", name, at) for i, name in enumerate(SELLERS, start=1)]
        waiting = _person(WAITS[0], WAITS[1], at)
        for i, person_id in enumerate([cast.seller, *people]):
            _settle(person_id, i, at)
        moderator = actors.person(cast.moderator, "staff")
        for person_id in people:
            if session.get(Seller, person_id) is None:
                open_seller(person_id=person_id, kind=PERSON, company_name="", actor=moderator, at=at)
    _ask(cast.seller, *MINE)
    _ask(waiting, *WAITS[2:])
    with door():
        row = latest_of(cast.seller)
        if row is not None and row.state == "submitted":
            decide_verification(
                verification_id=row.id, verb="approve", reason="", words="", actor=moderator, at=at
            )
    return [cast.seller, *people]


def home_of(i: int) -> dict[str, str]:
    """Return where the appliances of seller `i` stand."""
    province, city, district = WHERE[i % len(WHERE)]
    return {"province": province, "city": city, "district": district, "street": STREETS[i % len(STREETS)]}


def _person(email: str, name: str, at: datetime) -> int:
    contact = Contact("email", email)
    found = find_person_by_contact(contact)
    return (found or register(contact=contact, name=name, language="zh", password="", at=at)).id


def _settle(person_id: int, i: int, at: datetime) -> None:
    person = session.get_one(Person, person_id)
    if session.scalar(select(Address.id).where(Address.person_id == person_id).limit(1)) is not None:
        return
    where = Place(
        recipient=person.display_name,
        phone=f"+86138001381{i:02d}",
        country="CN",
        division=code_of(*WHERE[i % len(WHERE)]),
        street=STREETS[i % len(STREETS)],
    )
    save(person_id=person_id, place=where, at=at)


def _ask(person_id: int, name: str, digits: str) -> None:
    """Ask to be verified, with a photo of each side of the card; a request broken off goes on where it stands."""
    actor = actors.person(person_id, "buyer")
    with door():
        row = latest_of(person_id)
        if row is not None and row.state != "draft":
            return
        number = digits + ric.calc_check_digit(
            f"{digits}0"
        )  # it takes a whole number and leaves the last out
        said = read_claim(kind=PERSON, name=name, number=number)
        row = row or claim(person_id=person_id, said=said, phone=PHONE, actor=actor, at=clock.now())
        shown = {document.side for document in documents_of(row.id)}
    for side in SIDES[PERSON]:
        if side not in shown:
            keep_document(person_id=person_id, side=side, data=scenes.document(side), at=clock.now())
    with door():
        send(person_id=person_id, actor=actor, at=clock.now())
