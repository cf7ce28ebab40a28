"""Writing a listing step by step: what, photos, condition, price, hand-over; submitting it, changing it later."""
