"""Files for the browser: bundled, minified and compressed once at start, named by their content, kept for ever.

`asset("css")` is every file of static/css in name order, `asset("js")` our own script out of static/js, `asset("htmx")`
the vendored one. They lie in INSTANCE_DIR/assets; several processes may make them at once, since a name says what
is inside.
"""

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from marketplace.settings import Settings
from marketplace.web import compression
from marketplace.web.catalogue import write_whole
from marketplace.web.minify import minify_css, minify_js

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATIC = Path(__file__).parent.parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
HSTS = "max-age=63072000; includeSubDomains"
HTTPS_ONLY = (("Strict-Transport-Security", HSTS),)
POLICY = (
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"  # a drawing opened by itself runs nothing
)
SUFFIXES = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is sent: its type and its bytes by encoding."""

    kind: str
    bodies: dict[str, bytes]
    lasting: tuple[tuple[str, str], ...] = ()

    def answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it in the best encoding the browser reads."""
        encoding = compression.best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies.get(encoding)
        encoding, body = (encoding, body) if body is not None else ("", self.bodies[""])
        headers = [
            ("Content-Type", self.kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", FOR_EVER),
            ("Vary", "Accept-Encoding"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            *self.lasting,
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


class Assets:
    """The bundles and static files by URL path; a WSGI layer that Flask never sees."""

    def __init__(self, settings: Settings, static: Path = STATIC) -> None:
        self.static, self.folder = static, settings.instance_dir / "assets"
        self.lasting = (("Content-Security-Policy", POLICY), *(HTTPS_ONLY if settings.is_https else ()))
        self.files: dict[str, File] = {}
        self.urls: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, suffix, content in self._bundles():
            self._add(name, suffix, content)

    def _bundles(self) -> Iterable[tuple[str, str, bytes]]:
        css = "\n".join(path.read_text("utf-8") for path in sorted((self.static / "css").glob("*.css")))
        yield "css", ".css", minify_css(css).encode()
        yield "js", ".js", own_script(self.static).encode()
        vendored = self.static / "vendor" / "htmx.min.js"
        yield "htmx", ".js", vendored.read_bytes() if vendored.exists() else b""

    def _add(self, name: str, suffix: str, content: bytes) -> None:
        url = f"/assets/{name}.{blake2b(content, digest_size=8).hexdigest()}{suffix}"
        self.urls[name], self.files[url] = (
            url,
            File(KINDS[suffix], self._ahead(url.rsplit("/", 1)[1], content), self.lasting),
        )

    def _ahead(self, name: str, content: bytes) -> dict[str, bytes]:
        """Return the encodings of `content`, from the folder where an earlier start left them."""
        bodies = {"": content}
        for encoding, suffix in SUFFIXES.items():
            path = self.folder / (name + suffix)
            if not path.exists():
                write_whole(path, compression.compress(content, encoding, compression.LEVEL_AHEAD))
            bodies[encoding] = path.read_bytes()
        return bodies

    def asset(self, name: str) -> str:
        """Return the address of a bundle: css, js or htmx."""
        return self.urls[name]

    def static_url(self, path: str) -> str:
        """Return the address of a file under static/, with its version; one that is not there gets none, and 404."""
        if path not in self.versions:
            file = self.static / path
            if not file.is_file():
                return f"/static/{path}"
            self.versions[path] = blake2b(file.read_bytes(), digest_size=4).hexdigest()
        return f"/static/{path}?v={self.versions[path]}"

    def _static_file(self, environ: "WSGIEnvironment") -> File | None:
        path = environ["PATH_INFO"].removeprefix("/static/")
        known = path in self.versions or (_stays_inside(path) and (self.static / path).is_file())
        if not known or environ.get("QUERY_STRING") != self.static_url(path).partition("?")[2]:
            return None  # an old version or no such file: Flask says which, and that nobody keeps it
        content = (self.static / path).read_bytes()
        kind = KINDS.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        return File(kind, {"": content, **self._shrunk(kind, content)}, self.lasting)

    def _shrunk(self, kind: str, content: bytes) -> dict[str, bytes]:
        if not compression.is_text(kind) or len(content) < compression.SMALLEST:
            return {}
        return {
            encoding: compression.compress(content, encoding, compression.LEVEL_AHEAD)
            for encoding in SUFFIXES
        }

    def wrap(self, inner: "WSGIApplication") -> "WSGIApplication":
        """Stand in front of `inner` and answer for files."""

        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            if not path.startswith(("/assets/", "/static/")) or environ["REQUEST_METHOD"] not in (
                "GET",
                "HEAD",
            ):
                return inner(environ, start_response)
            file = self.files.get(path + "?" + environ.get("QUERY_STRING", "") if path[1] == "s" else path)
            if file is None and path.startswith("/static/"):
                file = self._static_file(environ)
                if file is not None:
                    self.files[f"{path}?{environ['QUERY_STRING']}"] = file
            return file.answer(environ, start_response) if file else inner(environ, start_response)

        return answer


def own_script(static: Path = STATIC) -> str:
    """Return every numbered file of static/js, in name order, as the body of one strict function."""
    parts = "\n".join(path.read_text("utf-8") for path in sorted((static / "js").glob("[0-9]*.js")))
    return minify_js(f'(() => {{\n"use strict";\n{parts}\n}})();')


def _stays_inside(path: str) -> bool:
    # Joining an absolute path forgets the folder it was joined to: `/static//etc/passwd` would leave ours.
    return not path.startswith("/") and ".." not in path and "\0" not in path and "\\" not in path


def install(app: Flask, settings: Settings) -> Assets:
    """Make the bundles ready and give templates their addresses."""
    assets = Assets(settings)
    app.jinja_env.globals.update(asset=assets.asset, static_url=assets.static_url)
    app.extensions["assets"] = assets
    return assets
