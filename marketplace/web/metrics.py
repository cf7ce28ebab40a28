"""What the house counts about itself, for Prometheus."""

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("coolspot_requests_total", "Answers by endpoint and status", ["endpoint", "status"])
SECONDS = Histogram(
    "coolspot_request_seconds",
    "Time Flask took to answer, by endpoint",
    ["endpoint"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
PAGES = Counter("coolspot_shared_pages_total", "Shared pages, kept or made", ["how"])


def page() -> tuple[bytes, str]:
    """Return the figures of this process, or of all when PROMETHEUS_MULTIPROC_DIR is set, and their content type."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client types no constructors
        return generate_latest(registry), CONTENT_TYPE_LATEST
    return generate_latest(), CONTENT_TYPE_LATEST


def install(app: Flask) -> None:
    """Time and count every answer of this app."""

    @app.before_request
    def start() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"  # never the path: strangers choose those
        REQUESTS.labels(endpoint, response.status_code).inc()
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response
