"""How the house runs: its settings and its machinery."""

from marketplace.portals.admin.house import holidays, jobs, machinery, settings

__all__ = ["holidays", "jobs", "machinery", "settings"]
