"""The doors to mail and text messages: files, a real SMTP conversation, an HTTP gateway, nothing."""

from __future__ import annotations

import json
import socketserver
import threading
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.gateways import mailer, sms
from marketplace.gateways.mailer import Mail, MailFailed
from marketplace.gateways.mailer.choose import choose as choose_mailer
from marketplace.gateways.mailer.folder import FolderMailer
from marketplace.gateways.mailer.message import compose
from marketplace.gateways.mailer.smtp import SmtpMailer
from marketplace.gateways.sms import Sms, SmsFailed
from marketplace.gateways.sms.choose import choose as choose_sms
from marketplace.gateways.sms.console import ConsoleSms
from marketplace.gateways.sms.http import HttpSms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENDER = "Coolspot 哪凉快 <no-reply@coolspot.test>"
MAIL = Mail("buyer@example.test", "已付款：冰箱", "平台保管中。\n", "order_paid:1")


def test_a_mail_is_a_file_once(tmp_path: Path) -> None:
    box = FolderMailer(tmp_path, SENDER)
    box.send(MAIL)
    box.send(MAIL)
    (path,) = tmp_path.glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("buyer@example.test", "已付款：冰箱")
    assert mail.get_content().strip() == "平台保管中。"


def test_a_subject_cannot_become_a_header() -> None:
    message = compose(Mail("a@b.test", "Hello\r\nBcc: everybody@b.test", "x", "k"), SENDER)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: everybody@b.test"


class _Talk(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs."""

    def handle(self) -> None:
        server: Any = self.server
        self._say("220 here")
        reading = False
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            word = line[:4].upper()
            if word == "EHLO":
                self._say("250 here")
            elif word == "RCPT" and server.refusal:
                self._say(server.refusal)
            elif word == "DATA":
                self._say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                server.mails.append(body)
                self._say("250 taken")
            elif word == "QUIT":
                break
            else:
                self._say("250 fine")
        del reading

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post_office() -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        office: Any = server
        office.mails, office.refusal = [], ""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield office
        server.shutdown()


def test_mail_over_smtp(post_office: Any) -> None:
    box = SmtpMailer(f"smtp://127.0.0.1:{post_office.server_address[1]}", SENDER)
    box.send(MAIL)
    box.send(MAIL)  # over the same connection
    assert len(post_office.mails) == 2
    assert (
        message_from_bytes(post_office.mails[0], policy=default)["Message-ID"]
        == compose(MAIL, SENDER)["Message-ID"]
    )
    box._hang_up()


@pytest.mark.parametrize(("answer", "for_good"), [("550 no such mailbox", True), ("451 try later", False)])
def test_refused_recipients(post_office: Any, answer: str, for_good: bool) -> None:
    post_office.refusal = answer
    box = SmtpMailer(f"smtp://127.0.0.1:{post_office.server_address[1]}", SENDER)
    with pytest.raises(MailFailed) as failure:
        box.send(MAIL)
    assert failure.value.for_good is for_good
    box._hang_up()


def test_a_server_without_tls_hears_no_password(post_office: Any) -> None:
    box = SmtpMailer(f"smtp://me:secret@127.0.0.1:{post_office.server_address[1]}", SENDER)
    with pytest.raises(MailFailed, match="TLS"):
        box.send(MAIL)


def test_a_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(MailFailed) as failure:
        SmtpMailer("smtp://127.0.0.1:1", SENDER).send(MAIL)
    assert not failure.value.for_good


class _Gateway(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        server.heard.append(
            (
                self.path,
                self.headers.get("Authorization"),
                json.loads(self.rfile.read(int(self.headers["Content-Length"]))),
            )
        )
        self.send_response(server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def gateway() -> Iterator[Any]:
    with HTTPServer(("127.0.0.1", 0), _Gateway) as server:
        house: Any = server
        house.heard, house.status = [], 201
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield house
        server.shutdown()


def test_texts_over_http(gateway: Any) -> None:
    HttpSms(f"http://u:token@127.0.0.1:{gateway.server_port}/sms").send(Sms("+8613800138000", "你好", "k1"))
    expected = {"to": "+8613800138000", "text": "你好", "reference": "k1"}
    assert gateway.heard == [("/sms/v1/messages", "Bearer token", expected)]


@pytest.mark.parametrize(("status", "for_good"), [(400, True), (429, False), (503, False)])
def test_texts_refused(gateway: Any, status: int, for_good: bool) -> None:
    gateway.status = status
    with pytest.raises(SmsFailed) as failure:
        HttpSms(f"http://127.0.0.1:{gateway.server_port}").send(Sms("+8613800138000", "x", "k1"))
    assert failure.value.for_good is for_good


def test_texts_on_the_terminal_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = ConsoleSms(tmp_path)
    for _ in range(2):
        box.send(Sms("+8613800138000", "你好", "code-1"))
    assert capsys.readouterr().err == "SMS to +8613800138000: 你好\n"


def test_what_a_deployment_uses(tmp_path: Path) -> None:
    before = (mailer.current(), sms.current())
    try:
        for url, name in (("", "FolderMailer"), ("null:", "NullMailer"), ("smtp://h", "SmtpMailer")):
            choose_mailer(url, folder=tmp_path, sender=SENDER)
            assert type(mailer.current()).__name__ == name
        for url, folder, name in (
            ("", tmp_path, "ConsoleSms"), ("null:", None, "NullSms"), ("http://h", None, "HttpSms"),
            ("http://h", tmp_path, "_Copying"), ("", None, "NoneType"),
        ):  # fmt: skip
            choose_sms(url, folder=folder)
            assert type(sms.current()).__name__ == name
    finally:
        mailer.use(before[0])
        if before[1]:
            sms.use(before[1])
