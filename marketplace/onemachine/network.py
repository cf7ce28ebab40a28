"""Addresses: is the port free, how do people reach us, do we answer."""

from __future__ import annotations

import errno
import http.client
import socket

from marketplace.onemachine import CannotStart

WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104 - we compare, we do not bind


def port_is_free(host: str, port: int) -> bool:
    """Tell whether we could listen there.

    Refuses: an address this machine does not have, a forbidden port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise CannotStart(f"Coolspot cannot listen on {host}:{port}: {error.strerror}.") from error
    return True


def require_port(host: str, port: int) -> None:
    """Refuse a port somebody else listens on, naming it and the way out."""
    if not port_is_free(host, port):
        raise CannotStart(
            f"Port {port} on {host} is taken: stop what uses it, or choose another: PORT={port + 10}."
        )


def next_free_port(host: str, above: int) -> int:
    """Return the first free port above this one."""
    for port in range(above + 1, min(above + 100, 65_535)):
        if port_is_free(host, port):
            return port
    raise CannotStart(f"No free port above {above} on {host} for the sandbox companies.")


def address_for_people(host: str) -> str:
    """Return the name to put in a URL: for 'every address' this machine's own in the local network."""
    if host not in WILDCARDS:
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # picks a route; a datagram socket sends nothing by connecting
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def status(host: str, port: int, path: str) -> int:
    """Return the status an HTTP server there answers with, 0 when there is none."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in WILDCARDS else host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
