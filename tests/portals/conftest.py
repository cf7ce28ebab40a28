"""Pages that lead to the provider meet the sandbox companies."""

from tests.sandbox_companies import bank, company, online

__all__ = ["bank", "company", "online"]
