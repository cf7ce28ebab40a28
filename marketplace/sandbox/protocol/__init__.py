"""How Stripe's API speaks: form bodies, typed parameters, errors, stored answers, lists and expansion."""
