"""A bucket that speaks as much S3 as we use, with the ways it fails: a stand-in of a few lines on loopback."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

ERROR = "<?xml version='1.0'?><Error><Code>{0}</Code><Message>{0}</Message></Error>"
LISTED = (
    "<Contents><Key>{0}</Key><LastModified>2026-11-22T00:00:00.000Z</LastModified>"
    '<ETag>"x"</ETag><Size>{1}</Size><StorageClass>STANDARD</StorageClass></Contents>'
)
LISTING = (
    '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    "<Name>media</Name><KeyCount>{0}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    "{1}</ListBucketResult>"
)


class Bucket(ThreadingHTTPServer):
    """Keeps what is put; `fails` makes every answer an error (code, status), or "slow"."""

    daemon_threads, block_on_close = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.kept: dict[str, bytes] = {}
        self.fails: tuple[str, int] | None = None
        self.signed: set[str] = set()
        self.asked = 0
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Answers(BaseHTTPRequestHandler):
    # HTTP/1.0: a connection ends with its answer, so none is left open when the test is over.
    server: Bucket

    def _answer(self) -> None:
        bucket = self.server
        bucket.asked += 1
        bucket.signed.add(self.headers.get("Authorization", "").partition("Credential=")[2].partition("/")[0])
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if bucket.fails is not None:
            code, status = bucket.fails
            if code == "slow":
                time.sleep(1)
            return self._say(status, ERROR.format(code).encode())
        address = urlsplit(self.path)
        return self._keep(unquote(address.path).removeprefix("/media").lstrip("/"), address.query, body)

    def _keep(self, key: str, query: str, body: bytes) -> None:
        kept = self.server.kept
        if self.command == "PUT":
            kept[key] = body
            return self._say(200, b"")
        if self.command == "POST":  # many at once, which is how the library deletes one too
            gone = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for name in gone:
                kept.pop(name, None)
            told = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in gone)
            return self._say(200, f"<DeleteResult>{told}</DeleteResult>".encode())
        if not key:
            prefix = parse_qs(query).get("prefix", [""])[0]
            found = [LISTED.format(name, len(kept[name])) for name in sorted(kept) if name.startswith(prefix)]
            return self._say(200, LISTING.format(len(found), "".join(found)).encode())
        if key not in kept:
            return self._say(404, ERROR.format("NoSuchKey").encode())
        return self._say(200, kept[key])

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Sun, 22 Nov 2026 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
