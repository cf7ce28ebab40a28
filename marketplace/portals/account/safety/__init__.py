"""What keeps an account its owner's: contacts, password, second step, devices, and fresh proofs before all of these."""

from marketplace.portals.account.safety import changes, contacts, new_password, proof, sessions, two_step

__all__ = ["changes", "contacts", "new_password", "proof", "sessions", "two_step"]
