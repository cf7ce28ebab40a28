"""Cases of the demo: a buyer finds something wrong, and how far that goes."""

from collections.abc import Callable

from sqlalchemy import select

from marketplace.cli.demo.people import SIGN_INS
from marketplace.cli.demo.used import words
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.models import Order
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.cases.decide_case import decide_case
from marketplace.journeys.cases.open_case import start_case
from marketplace.journeys.cases.speak import escalate_case, speak_in_case, withdraw_case

UNDECIDED = frozenset({"open", "answered"})


def language_of(order_id: int) -> str:
    """Return the language that the two sides of an order write in: its seller's."""
    return session.get_one(Person, session.get_one(Order, order_id).seller_id).language


def opened(order_id: int) -> None:
    """Let the buyer find something wrong: a case that waits for its seller."""
    _open(order_id, "part")


def answered(order_id: int) -> None:
    """Let the seller answer: both sides were heard."""
    _answer(order_id, _open(order_id, "part"))


def contested(order_id: int) -> None:
    """Let the buyer ask the platform to decide: a case that waits for the moderator."""
    answered(order_id)
    with door():
        case = session.scalars(select(Case).filter_by(order_id=order_id)).one()
        if case.state in UNDECIDED:
            escalate_case(case_id=case.id, actor=actors.person(case.buyer_id, "buyer"), at=clock.now())


def split(order_id: int) -> None:
    """Let the moderator give each side a part."""
    case_id = _open(order_id, "part")
    _answer(order_id, case_id)
    with door():
        amount, said = session.get_one(Order, order_id).total // 10, words.PARTLY[language_of(order_id)]
    _decide(case_id, "split", said, amount)


def returning(order_id: int) -> None:
    """Let the moderator ask for the goods back before the money goes back."""
    case_id = _open(order_id, "return")
    with door():
        said = words.TAKE_BACK[language_of(order_id)]
    _decide(case_id, "return", said, None)


def withdrawn(order_id: int) -> None:
    """Let the buyer take the case back."""
    case_id = _open(order_id, "part")
    with door():
        case = session.get_one(Case, case_id)
        if case.state in UNDECIDED:
            withdraw_case(case_id=case_id, actor=actors.person(case.buyer_id, "buyer"), at=clock.now())


ALL: tuple[Callable[[int], None], ...] = (opened, answered, contested, split, returning, withdrawn)


def _open(order_id: int, wish: str) -> int:
    with door():
        order = session.get_one(Order, order_id)
        case = start_case(
            order_id=order_id,
            reason="not_described",
            wish=wish,
            wished=order.total // 5,
            words=words.WRONG[language_of(order_id)],
            key=f"demo-case-of-{order_id}",
            actor=actors.person(order.buyer_id, "buyer"),
            at=clock.now(),
        )
        return case.id


def _answer(order_id: int, case_id: int) -> None:
    with door():
        seller = actors.person(session.get_one(Order, order_id).seller_id or 0, "seller")
        said = words.WHOLE[language_of(order_id)]
        speak_in_case(case_id=case_id, words=said, key="demo-answers", actor=seller, at=clock.now())


def _decide(case_id: int, outcome: str, said: str, amount: int | None) -> None:
    email = next(email for role, email, _ in SIGN_INS if role == "moderator")
    with door():
        moderator = find_person_by_contact(Contact("email", email))
        if moderator is not None and session.get_one(Case, case_id).state in UNDECIDED:
            actor = actors.person(moderator.id, "admin")
            decide_case(
                case_id=case_id, outcome=outcome, words=said, amount=amount, actor=actor, at=clock.now()
            )
