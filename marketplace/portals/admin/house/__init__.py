"""How the house runs: its settings and its machinery."""

from marketplace.portals.admin.house import jobs, machinery, settings

__all__ = ["jobs", "machinery", "settings"]
