"""The web server's settings: few processes, some threads, short patience."""

from __future__ import annotations

import os

_host = os.environ.get("HOST", "127.0.0.1")
bind = (
    f"[{_host}]:{os.environ.get('PORT', '8000')}"
    if ":" in _host
    else f"{_host}:{os.environ.get('PORT', '8000')}"
)
worker_class = "gthread"
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
