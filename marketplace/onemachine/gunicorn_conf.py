"""The web server's settings: few processes, some threads, short patience."""

from __future__ import annotations

import ctypes
import gc
import os
import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import _DEFER, ThreadWorker

LOOK_SECONDS = 0.2  # for the first byte; whoever says nothing waits without a thread
HEAD_SECONDS = 10  # for a whole request line and its headers
WHOLE_SECONDS = 300  # for body and answer too: a photo of 10 MB over a slow network
GARBAGE_AFTER = 20_000  # objects more than before
M_ARENA_MAX, HEAPS = -8, 2  # glibc: mallopt(3)


class ShortOfPatience(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads that nobody holds by speaking slowly: eight visitors who never end their headers were the whole house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadlines: dict[Any, float] = {}

    @property
    def worker_connections(self) -> int:
        """Return how many connections may be held: no more than now while every thread works.

        A process that takes whatever comes keeps those visitors for as long as they stay, while its neighbour idles.
        """
        working = self.nr_conns - len(self.keepalived_conns) - len(self.pending_conns)
        return int(self.nr_conns if working >= self.cfg.threads else self.cfg.worker_connections)

    @worker_connections.setter
    def worker_connections(self, _most: int) -> None:
        """Take no figure: the server's own stays in its settings."""

    def handle(self, conn: Any) -> Any:
        if not conn.initialized and not conn.data_ready and not conn.wait_for_data(LOOK_SECONDS):
            return _DEFER
        self.deadlines[conn] = time.monotonic() + HEAD_SECONDS
        try:
            return super().handle(conn)
        finally:
            self.deadlines.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        self.deadlines[conn] = time.monotonic() + WHOLE_SECONDS
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Hang up on whoever is late; called about once a second."""
        super().murder_pending()
        now = time.monotonic()
        for conn, deadline in list(self.deadlines.items()):
            if deadline < now:
                with suppress(OSError):  # gone by itself
                    conn.sock.shutdown(socket.SHUT_RDWR)


# Each thread's own heap of glibc keeps what a large page needed once: six megabytes of a process are such leftovers.
with suppress(AttributeError, OSError):  # another libc has no such habit
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)


def post_worker_init(_worker: Any) -> None:
    """Have the collector leave alone what lives as long as the process, and come by less often.

    A page makes thousands of objects and next to no cycles: looking for them after every 700 finds nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)


_host = os.environ.get("HOST", "127.0.0.1")
bind = (
    f"[{_host}]:{os.environ.get('PORT', '8000')}"
    if ":" in _host
    else f"{_host}:{os.environ.get('PORT', '8000')}"
)
worker_class = ShortOfPatience
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
# Each process makes its own pools: what is opened before a fork is shared by mistake after it.
preload_app = False
# A request that takes longer has met a lock; PostgreSQL's own timeouts answer it before this does.
timeout = 60
graceful_timeout = 15
keepalive = 5
# Heartbeats go through a file: on a disk under load they would come late and cost a healthy worker its life.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - unlinked once open
limit_request_line = 4096
limit_request_fields = 60
# Nobody in front of us may move the application (SCRIPT_NAME) or say that it is https: a proxy on this machine would
# pass on what strangers write there, and their links would stand on shared pages. TRUSTED_PROXIES is our own way.
forwarder_headers = ""
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "coolspot"
