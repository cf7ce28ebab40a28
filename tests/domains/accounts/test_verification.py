"""Real names: what cannot be is refused at its field, one identity is one seller, nobody decides on their own."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.domains.accounts.verification import ask, decide
from marketplace.domains.accounts.verification.hear import question_of
from marketplace.domains.accounts.verification.look import look, looks_at
from marketplace.domains.accounts.verification.read import read_claim
from marketplace.foundation import clock
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing, Refused, Stale
from tests import cast
from tests.factories.verifying import COMPANY, FANG, MING, asked, said


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("number", {"number": "110105194912310021"}),  # its check digit is X
        ("number", {"number": "11010519491331002X"}),  # no thirteenth month
        ("number", {"number": "1' OR 1=1"}),
        ("number", {"number": ""}),
        ("name", {"name": "<b>王</b>"}),
        ("name", {"name": "7"}),
        ("kind", {"kind": "ghost"}),
        ("code", {"kind": "company", "company": "海尔", "code": "91350100M000100Y44"}),
        ("company", {"kind": "company", "company": "海", "code": COMPANY}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(house: Flask, field: str, given: dict[str, str]) -> None:
    with pytest.raises(Refused) as no:
        read_claim(**{"kind": "person", "name": "王小明", "number": MING, **given})
    assert no.value.field == field


def test_children_do_not_sell(house: Flask) -> None:
    from stdnum.cn import ric

    young = f"110105{clock.now().year - 10}0101001"
    with pytest.raises(Refused, match="18"):
        read_claim(kind="person", name="王小明", number=young + ric.calc_check_digit(young + "0"))


def test_spaces_and_small_letters_are_forgiven(house: Flask) -> None:
    claim = read_claim(kind="person", name=" 王  小明 ", number="110105 19491231 002x")
    assert (claim.name, claim.number) == ("王 小明", MING)


def test_a_company_is_asked_for_by_its_code(house: Flask) -> None:
    ming = cast.person()
    claim = read_claim(kind="company", name="王小明", number=MING, company="上海凉快电器", code=COMPANY)
    row = ask.claim(person_id=ming.id, said=claim, phone="", actor=acting(ming.id, "buyer"), at=clock.now())
    assert question_of(row) == ("company", "上海凉快电器", COMPANY)
    assert MING not in row.identity_sealed
    assert row.identity_tail == COMPANY[-4:]


def test_it_is_sent_whole_and_once(house: Flask) -> None:
    ming = cast.person()
    by = acting(ming.id, "buyer")
    row = ask.claim(person_id=ming.id, said=said(), phone="", actor=by, at=clock.now())
    ask.show(verification=row, side="front", stored="documents/1", at=clock.now())
    with pytest.raises(Refused, match="each document"):
        ask.send(person_id=ming.id, actor=by, at=clock.now())
    ask.show(verification=row, side="back", stored="documents/2", at=clock.now())
    first = ask.send(person_id=ming.id, actor=by, at=clock.now()).submitted_at
    assert ask.send(person_id=ming.id, actor=by, at=clock.now()).submitted_at == first
    with pytest.raises(Stale):
        ask.claim(person_id=ming.id, said=said(FANG), phone="", actor=by, at=clock.now())
    with pytest.raises(Stale):
        ask.show(verification=row, side="front", stored="documents/3", at=clock.now())


def test_nobody_decides_about_themselves(house: Flask) -> None:
    ada = cast.admin()
    row = asked(ada)
    with pytest.raises(Refused, match="Somebody else"):
        decide.approve(verification=row, actor=acting(ada.id, "admin"), at=clock.now())
    with pytest.raises(Refused, match="Somebody else"):
        decide.reject(
            verification=row, reason="known", words="", actor=acting(ada.id, "admin"), at=clock.now()
        )


def test_one_identity_is_one_account(house: Flask) -> None:
    ada, first, second = cast.admin(), asked(cast.person()), asked(cast.person("Fang"))
    by = acting(ada.id, "admin")
    assert decide.approve(verification=first, actor=by, at=clock.now())
    assert not decide.approve(verification=first, actor=by, at=clock.now())
    with pytest.raises(Refused, match="another account"):
        decide.approve(verification=second, actor=by, at=clock.now())
    assert second.state == "submitted"


def test_a_no_says_why(house: Flask) -> None:
    by, row = acting(cast.admin().id, "admin"), asked(cast.person())
    with pytest.raises(Refused, match="Say why"):
        decide.reject(verification=row, reason="", words=" ", actor=by, at=clock.now())
    assert decide.reject(verification=row, reason="unreadable", words="", actor=by, at=clock.now())
    again = ask.claim(
        person_id=row.person_id, said=said(), phone="", actor=acting(row.person_id, "buyer"), at=clock.now()
    )
    assert again.id != row.id


def test_each_look_is_written_down(house: Flask) -> None:
    ada, row, other = cast.admin(), asked(cast.person()), asked(cast.person("Fang"), FANG)
    by = acting(ada.id, "admin")
    front = ask.documents_of(row.id)[0]
    look(document_id=front.id, number=row.number, actor=by, at=clock.now())
    look(document_id=front.id, number=row.number, actor=by, at=clock.now())
    with pytest.raises(Missing):
        look(document_id=front.id, number=other.number, actor=by, at=clock.now())
    session.commit()
    assert [(side, name) for side, name, _ in looks_at(row.id)] == [("front", "Ada")] * 2
