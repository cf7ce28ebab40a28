"""The Stripe stand-in: `/v1/…`, shaped as the API version the pinned SDK speaks."""
