"""Start the sandbox: `python -m marketplace.sandbox --port 8001 --data instance/sandbox`."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, make_server

from marketplace.sandbox.app import create_app
from marketplace.sandbox.database import Database
from marketplace.sandbox.protocol.serving import Handler
from marketplace.sandbox.settings import Settings
from marketplace.sandbox.timetable import Timetable
from marketplace.sandbox.webhooks.post import PostOffice
from marketplace.sandbox.world import World


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; return the exit status."""
    logging.basicConfig(level=logging.WARNING, format="sandbox: %(levelname)s %(name)s %(message)s")
    given = _arguments(arguments)
    given.data.mkdir(parents=True, exist_ok=True)
    public = given.public_url or f"http://{given.host}:{given.port}"
    settings = Settings.read(os.environ, given.data, public, given.carrier_seconds_per_step)
    world = World(
        settings, Database(given.data / "sandbox.sqlite3"), settings.webhook_url, settings.webhook_secret
    )
    try:
        server = make_server(
            given.host, given.port, create_app(world), threaded=True, request_handler=Handler
        )
    except (OSError, SystemExit):
        sys.stderr.write(
            f"sandbox: port {given.port} on {given.host} is taken; choose another with --port.\n"
        )
        return 1
    _serve(server, world)
    return 0


def _serve(server: BaseWSGIServer, world: World) -> None:
    """Answer until a signal says stop, then put everything away."""
    post, timetable = PostOffice(world), Timetable(world)
    world.ring = post.ring

    def stop(_number: int, _frame: object) -> None:
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    post.start()
    timetable.start()
    sys.stdout.write(f"sandbox: listening on {world.settings.public_url}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.1)
    timetable.close()
    post.close()
    server.server_close()
    world.db.close()


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    step = float(os.environ.get("SANDBOX_CARRIER_STEP_SECONDS") or 8)
    parser = argparse.ArgumentParser(prog="python -m marketplace.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the sandbox's own books")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--public-url", default="", help="how a browser reaches it (default http://HOST:PORT)"
    )
    parser.add_argument("--carrier-seconds-per-step", type=float, default=step)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
