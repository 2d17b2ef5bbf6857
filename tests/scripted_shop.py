import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Tokens:
    """Access tokens as the client asks for them; `renewals` are given out in turn."""

    def __init__(self, token="first-token", renewals=()):
        self.token = token
        self.renewals = list(renewals)
        self.rejected = []

    def get(self):
        return self.token

    def renew(self, rejected):
        self.rejected.append(rejected)
        self.token = self.renewals.pop(0) if self.renewals else None
        return self.token


class ScriptedShop:
    """An address that gives the answers it was told, in turn, whatever is asked.

    For answers that the sandbox store never gives. An answer is a body (dict: sent
    as JSON; str) or (status, body) or (status, body, headers); `None` closes the
    connection without a word. `requests` holds (path, headers, body), `connections`
    the addresses they came from.
    """

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.connections = set()
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                shop.requests.append((self.path, dict(self.headers), body.decode()))
                shop.connections.add(self.client_address)
                answer = shop.answers.pop(0)
                if answer is None:
                    self.close_connection = True
                    return
                if not isinstance(answer, tuple):
                    answer = (200, answer)
                self._answer(*answer)

            def _answer(self, status, body, headers=()):
                content = body if isinstance(body, str) else json.dumps(body)
                self.send_response(status)
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content.encode())))
                self.end_headers()
                self.wfile.write(content.encode())

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
