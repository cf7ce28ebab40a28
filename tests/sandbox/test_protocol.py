"""Keys, parameters, stored answers: the manners of the API."""

import threading
from typing import Any

import pytest
import stripe
from stripe._api_version import _ApiVersion

from marketplace.sandbox.protocol import answers
from marketplace.sandbox.protocol.errors import Refusal


def test_a_wrong_key_is_refused(sandbox: Any) -> None:
    with pytest.raises(stripe.AuthenticationError):
        sandbox.client("sk_test_somebody_else").v1.balance.retrieve()
    assert sandbox.http.get("/v1/balance").status_code == 401
    assert sandbox.http.get("/sandbox/books").status_code == 401


def test_every_answer_names_its_request_and_version(sandbox: Any) -> None:
    answer = sandbox.stripe.v1.balance.retrieve()
    assert answer.last_response.headers["Request-Id"].startswith("req_")
    assert answer.last_response.headers["Stripe-Version"] == _ApiVersion.CURRENT


def test_another_version_is_refused(sandbox: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version"):
        sandbox.stripe.v1.balance.retrieve(options={"stripe_version": "2019-05-16"})


@pytest.mark.parametrize(
    ("params", "param", "code"),
    [
        ({"colour": "blue"}, "colour", "parameter_unknown"),
        ({"payment_intent": "pi_1", "amount": "ten"}, "amount", "parameter_invalid_integer"),
        ({"payment_intent": "pi_1", "reason": "because"}, "reason", None),
        ({"payment_intent": "pi_1", "metadata": "flat"}, "metadata", None),
        ({"payment_intent": "pi_1", "metadata": {"k": "v" * 501}}, "metadata[k]", None),
        ({"payment_intent": ""}, "payment_intent", "parameter_invalid_empty"),
        ({"payment_intent": {"deep": "er"}}, "payment_intent", "parameter_invalid_string"),
        ({"payment_intent": "pi_1", "refund_application_fee": "perhaps"}, "refund_application_fee", None),
        ({"payment_intent": "pi_unknown"}, "payment_intent", "resource_missing"),
    ],
)
def test_parameters_are_checked_against_the_sdks_types(
    sandbox: Any, params: dict[str, Any], param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sandbox.stripe.v1.refunds.create(params)
    assert (refused.value.http_status, refused.value.param, refused.value.code) == (400, param, code)


def test_a_missing_parameter_is_named(sandbox: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sandbox.stripe.v1.transfers.create({"currency": "cny", "destination": sandbox.account()})
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "amount")


def test_nested_parameters_are_named_by_path(sandbox: Any) -> None:
    price = {"currency": "cny", "unit_amount": 100, "product_data": {"name": "x", "colour": "blue"}}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sandbox.session(line_items=[{"quantity": 1, "price_data": price}])
    assert refused.value.param == "line_items[0][price_data][product_data][colour]"


def test_unknown_objects_and_addresses_are_404(sandbox: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such charge: 'ch_x'") as refused:
        sandbox.stripe.v1.charges.retrieve("ch_x")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        sandbox.stripe.v1.customers.retrieve("cus_x")


def test_a_repeated_key_gets_the_stored_answer(sandbox: Any) -> None:
    paid = sandbox.paid()
    params, options = (
        {"payment_intent": paid.payment_intent.id, "amount": 100},
        {"idempotency_key": f"r-{paid.id}"},
    )
    first = sandbox.stripe.v1.refunds.create(params, options)
    again = sandbox.stripe.v1.refunds.create(params, options)
    assert again.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert again.last_response.headers["Original-Request"] == first.last_response.headers["Request-Id"]
    assert sandbox.stripe.v1.charges.retrieve(paid.payment_intent.latest_charge.id).amount_refunded == 100


def test_a_key_with_other_words_or_elsewhere_is_refused(sandbox: Any) -> None:
    paid = sandbox.paid()
    options = {"idempotency_key": f"m-{paid.id}"}
    sandbox.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id, "amount": 100}, options)
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        sandbox.stripe.v1.refunds.create({"payment_intent": paid.payment_intent.id, "amount": 200}, options)
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        sandbox.stripe.v1.accounts.create({"type": "express"}, options)


def test_a_refusal_is_stored_but_a_mistake_in_words_is_not(sandbox: Any) -> None:
    account, options = sandbox.account(), {"idempotency_key": "too-much"}
    too_much = {"amount": 99_999_999, "currency": "usd", "destination": account}
    with pytest.raises(stripe.InvalidRequestError):
        sandbox.stripe.v1.transfers.create(too_much, options)
    with pytest.raises(stripe.InvalidRequestError) as again:
        sandbox.stripe.v1.transfers.create(too_much, options)
    assert again.value.headers["Idempotent-Replayed"] == "true"


def test_eight_askers_with_one_key_get_one_refund(sandbox: Any) -> None:
    paid = sandbox.paid()
    seen: list[str] = []
    gate = threading.Barrier(8)

    def ask() -> None:
        gate.wait()
        params = {"payment_intent": paid.payment_intent.id, "amount": 50}
        try:
            seen.append(sandbox.stripe.v1.refunds.create(params, {"idempotency_key": f"c-{paid.id}"}).id)
        except stripe.StripeError as refused:
            seen.append(str(refused.http_status))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen) - {"409"}) == 1
    assert sandbox.stripe.v1.charges.retrieve(paid.payment_intent.latest_charge.id).amount_refunded == 50


def test_a_key_in_flight_is_409() -> None:
    asked = answers.question("", "busy", "POST /v1/refunds", {})
    with answers.alone(asked), pytest.raises(Refusal) as refused, answers.alone(asked):
        pass
    assert (refused.value.status, refused.value.error["code"]) == (409, "idempotency_key_in_use")
    with answers.alone(asked):
        pass
