"""A small SMTP server of the standard library, that keeps the bytes it is given."""

import socketserver
import threading
from contextlib import contextmanager


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.say("220 thu")
        sender = ""
        while line := self.rfile.readline().strip().decode():
            word = line.split(":")[0].upper()
            if word.startswith("EHLO"):
                self.say("250 thu")
            elif word == "MAIL FROM":
                sender = between(line)
                self.say("250 ok")
            elif word == "RCPT TO":
                self.receiver = between(line)
                refused = self.server.refused.get(self.receiver)
                self.say(f"550 no such box {self.receiver}" if refused else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                self.server.kept.append((sender, self.receiver, self.data()))
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def data(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


def between(line):
    return line.partition("<")[2].partition(">")[0]


class MailServer(socketserver.ThreadingTCPServer):
    """`kept` holds sender, receiver and bytes of each e-mail; `refused`, whom it does not know."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.kept, self.refused, self.connections = [], {}, 0

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def mail_server():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
