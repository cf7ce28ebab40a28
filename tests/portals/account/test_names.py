"""A name that others see says nothing of where to reach its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.register import register
from marketplace.domains.accounts.verification.read import COMPANY, read_claim
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from tests import cast

if TYPE_CHECKING:
    from tests.client import Client

REACHES = ["138 0013 8000", "mei@cool.cn", "www.mei.com", "微信 mei_2020"]


@pytest.mark.parametrize("name", REACHES)
def test_a_profile_s_name_reaches_nobody(client: Client, name: str) -> None:
    mei = cast.person("Mei")
    page = client.as_(mei).post("/account/profile", {"name": name, "language": "en"})
    page.is_(422).says("out of the name: everybody sees it")
    assert page.one("input", id="name").get("aria-invalid") == "true"
    client.post("/account/profile?lang=zh", {"name": name, "language": "zh"}).is_(422).says("名称会公开显示")
    assert session.get_one(Person, mei.id, populate_existing=True).display_name == "Mei"


@pytest.mark.parametrize("name", REACHES)
def test_nor_does_a_new_account_s_or_a_company_s(client: Client, name: str) -> None:
    with pytest.raises(Refused, match="out of the name") as refused:
        register(contact=Contact("email", "a@b.test"), name=name, language="en", at=clock.now())
    assert refused.value.field == "name"
    with pytest.raises(Refused, match="out of the name") as refused:
        read_claim(
            kind=COMPANY, name="Li Na", number="11010519491231002X", company=name, code="91350100M000100Y43"
        )
    assert refused.value.field == "company"


@pytest.mark.parametrize("name", ["小明", "O'Neil", "Li Na 88", "J. St. John", "老王家电 2020"])
def test_names_are_names(client: Client, name: str) -> None:
    client.as_(cast.person("Mei")).post("/account/profile", {"name": name, "language": "en"}).is_(200)
