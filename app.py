"""The one front door.

`python app.py` starts the whole of Coolspot on this machine and watches it. `app:app` is the WSGI application
for a server, and `flask --app app …` the commands; both join a Coolspot that runs here unless DATABASE_URL
says where else to go.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from marketplace.onemachine import environment

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).resolve().parent
environment.read_env_file(ROOT / ".env")


def __getattr__(name: str) -> Flask:
    """Make the application when a server asks for it, not when the watch merely imports this file."""
    if name != "app":
        raise AttributeError(name)
    from marketplace.factory import create_app

    instance = Path(os.environ.get("INSTANCE_DIR") or ROOT / "instance")
    environment.join_running(instance)
    if not os.environ.get("DATABASE_URL"):
        raise SystemExit(f"No Coolspot runs in {instance}: start it with `make run`, or set DATABASE_URL.")
    try:
        globals()["app"] = made = create_app()
    except AttributeError as error:  # whoever asked would take it for 'there is no app here'
        raise RuntimeError("the application cannot be made") from error
    return made


if __name__ == "__main__":
    from marketplace.onemachine.start import main

    os.environ.setdefault("INSTANCE_DIR", str(ROOT / "instance"))
    raise SystemExit(main())
