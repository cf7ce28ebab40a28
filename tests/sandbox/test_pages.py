"""The hosted pages, as HTML a browser without JavaScript understands."""

from typing import Any

import html5lib
import pytest


def strictly(answer: Any) -> str:
    """Parse as strict HTML and return the text as sent."""
    html5lib.HTMLParser(strict=True).parse(answer.text)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.text)


def test_the_page_says_what_is_paid_and_that_it_is_a_test(sandbox: Any) -> None:
    opened = sandbox.session()
    page = sandbox.http.get(opened.url)
    text = strictly(page)
    for words in ("Test payment", "¥2,899.00", "Fridge 冰箱", "Alipay", "WeChat Pay", "Back to the shop"):
        assert words in text
    assert "form-action 'self' http://127.0.0.1:9;" in page.headers["Content-Security-Policy"]


def test_the_page_speaks_the_sessions_language_or_the_browsers(sandbox: Any) -> None:
    assert '<html lang="zh-Hans">' in strictly(sandbox.http.get(sandbox.session(locale="zh").url))
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}
    assert "测试付款" in strictly(sandbox.http.get(sandbox.session().url, headers=chinese))
    assert "Test payment" in strictly(sandbox.http.get(sandbox.session(locale="en").url, headers=chinese))


def press(sandbox: Any, opened: Any, do: str, method: str = "card", **more: str) -> Any:
    return sandbox.http.post(f"/c/pay/{opened.id}", data={"do": do, "method": method, **more})


def test_pay_returns_to_the_shop_and_twice_pays_once(sandbox: Any) -> None:
    opened = sandbox.session()
    first, second = press(sandbox, opened, "pay"), press(sandbox, opened, "pay")
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"] == f"http://127.0.0.1:9/thanks?session={opened.id}"
    assert "It was charged once" in strictly(sandbox.http.get(f"/c/pay/{opened.id}"))


def test_decline_shows_and_lets_retry(sandbox: Any) -> None:
    opened = sandbox.session()
    press(sandbox, opened, "decline")
    assert "The payment was declined" in strictly(sandbox.http.get(opened.url))
    assert press(sandbox, opened, "pay", "alipay").headers["Location"].startswith("http://127.0.0.1:9/thanks")


@pytest.mark.parametrize(("answer", "leads"), [("approve", "/thanks?session="), ("refuse", "/c/pay/")])
def test_authentication_stands_between(sandbox: Any, answer: str, leads: str) -> None:
    opened = sandbox.session()
    proof = press(sandbox, opened, "proof").headers["Location"]
    assert "Confirm it is you" in strictly(sandbox.http.get(proof))
    assert leads in sandbox.http.post(proof, data={"do": answer, "method": "card"}).headers["Location"]


def test_pay_late_is_for_wallets(sandbox: Any) -> None:
    opened = sandbox.session()
    refused = press(sandbox, opened, "late")
    assert refused.status_code == 422
    assert "A card pays at once" in strictly(refused)
    assert press(sandbox, opened, "late", "alipay", delay="600").status_code == 303
    assert "Payment on its way" in strictly(sandbox.http.get(f"/c/pay/{opened.id}"))


def test_closing_the_tab_pays_and_goes_nowhere(sandbox: Any) -> None:
    opened = sandbox.session()
    answer = press(sandbox, opened, "close")
    assert answer.status_code == 200
    assert "You may close this tab" in strictly(answer)
    assert sandbox.stripe.v1.checkout.sessions.retrieve(opened.id).payment_status == "paid"


def test_expired_and_unknown_pages_say_so(sandbox: Any) -> None:
    opened = sandbox.session()
    sandbox.stripe.v1.checkout.sessions.expire(opened.id)
    assert "has expired" in strictly(sandbox.http.get(f"/c/pay/{opened.id}"))
    assert "has expired" in strictly(press(sandbox, opened, "pay"))
    assert "no such payment page" in strictly(sandbox.http.get("/c/pay/cs_test_nowhere"))
    assert sandbox.http.get("/c/pay/cs_test_nowhere").status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"method": "gold"}, {"method": "card\x00", "do": "\ud7ff" * 999}, {"delay": "-1"}]
)
def test_strange_forms_are_never_500(sandbox: Any, data: dict[str, str]) -> None:
    answer = sandbox.http.post(f"/c/pay/{sandbox.session().id}", data=data)
    assert answer.status_code == 422
    strictly(answer)


def test_words_of_the_shop_are_escaped(sandbox: Any) -> None:
    product = {"name": "<script>alert(1)</script>", "description": '"><b>'}
    price = {"currency": "cny", "unit_amount": 100, "product_data": product}
    text = strictly(sandbox.http.get(sandbox.session(line_items=[{"quantity": 1, "price_data": price}]).url))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_front_page_lists_messages_and_checkouts(sandbox: Any) -> None:
    sandbox.http.post(
        "/sms/v1/messages", json={"to": "+8613800000000", "text": "Your code is 482913", "reference": "f"}
    )
    opened = sandbox.session(client_reference_id="CO-front")
    text = strictly(sandbox.http.get("/"))
    assert "Your code is 482913" in text
    assert "CO-front" in text
    assert opened.id in text
