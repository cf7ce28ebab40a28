"""What moves between people: payments, refunds, payouts, commission, and the books that must agree."""

from marketplace.portals.admin.money import books, commission, messages, payments, payouts

__all__ = ["books", "commission", "messages", "payments", "payouts"]
