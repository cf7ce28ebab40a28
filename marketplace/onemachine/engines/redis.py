"""Redis from the wheel, as our own child process, with its append-only file on."""

from __future__ import annotations

import signal
from pathlib import Path
from urllib.parse import quote

from redis import Redis as Client
from redis.exceptions import RedisError

from marketplace.onemachine import procfs
from marketplace.onemachine.child import Child, Order
from marketplace.onemachine.engines.ground import Ground

PROGRAM = "redis-server"


class Redis:
    """One Redis: PostgreSQL is the truth, so a second of jobs lost with the power is mended by the sweeps."""

    name = "redis"

    def __init__(self, ground: Ground, log: Path, *, durable: bool) -> None:
        self.ground = ground
        self.data = ground.home / "redis"
        self.socket = ground.sockets / "redis.sock"
        words = [str(ground.redis_server), "--port", "0", "--unixsocket", str(self.socket)]
        words += ["--unixsocketperm", "700", "--dir", str(self.data), "--save", "", "--daemonize", "no"]
        words += ["--appendonly", "yes" if durable else "no", "--appendfsync", "everysec"]
        words += ["--maxmemory-policy", "noeviction", "--tcp-backlog", "128"]
        self.child = Child(
            Order(
                name=self.name,
                argv=words,
                log=log,
                cwd=Path("/"),
                uid=ground.uid,
                gid=ground.gid,
                orphaned_with=signal.SIGTERM if durable else signal.SIGKILL,
            )
        )

    @property
    def url(self) -> str:
        """Return the URL redis-py and RQ read."""
        return f"unix://{quote(str(self.socket))}?db=0"

    def prepare(self) -> None:
        """Make its directory."""
        self.ground.own(self.data)

    def start(self) -> None:
        """Start the server; `answers` tells when it is ready."""
        self._clear()
        self.child.start()

    def stop(self) -> None:
        """Stop the server; it writes its file first."""
        self.child.stop()
        self._clear()

    def answers(self) -> bool:
        """Tell whether it takes commands now, which it does not while it reads its file."""
        client = Client(unix_socket_path=str(self.socket), socket_timeout=2)
        try:
            return bool(client.ping())
        except (RedisError, OSError):
            return False
        finally:
            client.close()

    def _clear(self) -> None:
        procfs.end(procfs.working_in(self.data, PROGRAM), signal.SIGTERM, 5.0)
        self.socket.unlink(missing_ok=True)
