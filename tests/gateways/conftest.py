"""What the doors open to: the sandbox companies."""

from tests.sandbox_companies import company

__all__ = ["company"]
