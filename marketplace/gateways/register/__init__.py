"""The register: whether a name and a number belong together, asked of whoever may know."""

from marketplace.gateways.register.register import Inquiry, Register, current, use

__all__ = ["Inquiry", "Register", "current", "use"]
