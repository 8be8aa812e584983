"""A mail server of our own on a free port, as far as sending a letter asks for one (RFC 5321)."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

ANSWERS = {"EHLO": "250 ready", "HELO": "250 ready", "MAIL": "250 ok", "RSET": "250 ok", "QUIT": "221 bye"}


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()  # addresses nobody has
        self.hangs_up_after: int | None = None  # letters

    @property
    def port(self) -> int:
        return self.server_address[1]

    def told(self) -> list[str]:
        """To whom, each letter once."""
        return sorted(letter["To"] for letter in self.letters)


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self.say("550 nobody" if address in self.server.refused else "250 ok")
            elif word == "DATA":
                if len(self.server.letters) == self.server.hangs_up_after:
                    return
                self.take()
            else:
                self.say(ANSWERS[word])
            if word == "QUIT":
                return

    def take(self) -> None:
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def running() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
