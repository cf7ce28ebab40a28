"""Those who sell used appliances in the demo, verified by its moderator; one who waits, and one sent back."""

from datetime import datetime

from sqlalchemy import select
from stdnum.cn import ric, uscc

from marketplace.cli.demo.people import STREETS, WHERE, Cast
from marketplace.cli.demo.used import scenes
from marketplace.domains.accounts.addresses.divisions import code_of
from marketplace.domains.accounts.addresses.save import Place, save
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Address, Person
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.accounts.register import register
from marketplace.domains.accounts.verification.ask import claim, documents_of, latest_of, send
from marketplace.domains.accounts.verification.read import COMPANY, PERSON, SIDES, read_claim
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.verifying.decide_verification import decide_verification
from marketplace.journeys.verifying.keep_document import keep_document

# name, real name, the first 17 digits of a number, language; a company's name and the first 17 signs of its code.
SELLERS = (
    ("Ma Jun", "马俊", "31010419850416231", "zh"),
    ("James Okoye", "James Okoye", "31010419910823117", "en"),
    ("Luo Yan", "罗燕", "31010419790211402", "zh"),
    ("Anna Weber", "Anna Weber", "44030419870530228", "en"),
    ("Deng Tao", "邓涛", "31010419820918315", "zh", "锦江旧家电行", "91510104MA6C0D5E3"),
    ("Fang Li", "方莉", "31010419950705124", "zh"),
)
# Those who may not sell yet: one waits, one was sent back.
ASK = (
    ("waits@demo.test", "Qian Lei", "钱磊", "31010419900307451"),
    ("sent-back@demo.test", "Shi Min", "石敏", "31010419930914226"),
)
MINE = ("徐梅", "31010419880612332")  # the demo seller's real name and number
PHONE = "+8613800138099"


def arrive(cast: Cast) -> list[int]:
    """Let everybody arrive who sells, and verify them once; return their ids, the demo seller's first."""
    at = clock.now()
    with door():
        people = [_person(f"seller{i}@demo.test", who[0], who[3], at) for i, who in enumerate(SELLERS, 1)]
        waiting, sent_back = (_person(email, name, "zh", at) for email, name, *_ in ASK)
        for i, person_id in enumerate([cast.seller, *people]):
            _settle(person_id, i, at)
    moderator = actors.person(cast.moderator, "staff")
    _ask(cast.seller, *MINE)
    _decide(cast.seller, "approve", "", moderator)
    for person_id, (_, name, digits, _language, *company) in zip(people, SELLERS, strict=True):
        _ask(person_id, name, digits, *company)
        _decide(person_id, "approve", "", moderator)
    _ask(waiting, *ASK[0][2:])
    _ask(sent_back, *ASK[1][2:])
    _decide(sent_back, "reject", "unreadable", moderator)
    return [cast.seller, *people]


def _decide(person_id: int, verdict: str, reason: str, moderator: actors.Actor) -> None:
    with door():
        row = latest_of(person_id)
        if row is not None and row.state == "submitted":
            decide_verification(
                verification_id=row.id,
                verb=verdict,
                reason=reason,
                words="",
                actor=moderator,
                at=clock.now(),
            )


def home_of(i: int) -> dict[str, str]:
    """Return where the appliances of seller `i` stand."""
    province, city, district = WHERE[i % len(WHERE)]
    return {"province": province, "city": city, "district": district, "street": STREETS[i % len(STREETS)]}


def _person(email: str, name: str, language: str, at: datetime) -> int:
    contact = Contact("email", email)
    found = find_person_by_contact(contact)
    return (found or register(contact=contact, name=name, language=language, password="", at=at)).id


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


def _ask(person_id: int, name: str, digits: str, company: str = "", code: str = "") -> None:
    """Ask to be verified, with a photo of each document; a request broken off goes on where it stands."""
    actor = actors.person(person_id, "buyer")
    with door():
        row = latest_of(person_id)
        if row is not None and row.state != "draft":
            return
        kind = COMPANY if company else PERSON
        # It takes a whole number and leaves the last digit out.
        number = digits + ric.calc_check_digit(f"{digits}0")
        code = code and code + uscc.calc_check_digit(code)
        said = read_claim(kind=kind, name=name, number=number, company=company, code=code)
        row = row or claim(person_id=person_id, said=said, phone=PHONE, actor=actor, at=clock.now())
        shown = {document.side for document in documents_of(row.id)}
    for side in SIDES[kind]:
        if side not in shown:
            keep_document(person_id=person_id, side=side, data=scenes.document(side), at=clock.now())
    with door():
        send(person_id=person_id, actor=actor, at=clock.now())
