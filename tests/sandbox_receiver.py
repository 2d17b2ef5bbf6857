import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """An address that takes webhooks: remembers them and answers as told.

    ``answers`` are HTTP codes for the next messages; when they are used up, ``answer``.
    ``arrived`` is set with the first message. While ``free`` is cleared, none is
    answered.
    """

    def __init__(self, answer=200):
        self.answer = answer
        self.answers = []
        self.messages = []
        self.arrived = threading.Event()
        self.free = threading.Event()
        self.free.set()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.messages.append((dict(self.headers), body))
                receiver.arrived.set()
                receiver.free.wait()
                code = receiver.answers.pop(0) if receiver.answers else receiver.answer
                self.send_response(code)
                self.send_header("Content-Length", "0")
                if code == 302:
                    self.send_header("Location", receiver.url + "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/webhook"
        threading.Thread(
            target=self._http.serve_forever, args=(0.02,), daemon=True
        ).start()

    def stop(self):
        self._http.shutdown()
        self._http.server_close()
