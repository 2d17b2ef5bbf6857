import requests

from .sandbox_case import SandboxCase

QUERY = "{ shop { id } }"


class TestTokens(SandboxCase):
    def ask(self, **changes):
        values = {
            "grant_type": "client_credentials",
            "client_id": self.store.client_id,
            "client_secret": self.store.client_secret,
            **changes,
        }
        return requests.post(
            f"{self.server.url}/admin/oauth/access_token", data=values, timeout=10
        )

    def test_client_credentials(self):
        answer = self.ask().json()
        self.assertEqual(answer["expires_in"], 86399)
        self.assertEqual(set(answer["scope"].split(",")), self.store.scopes)
        call = self.post(QUERY, token=answer["access_token"])
        self.assertEqual(call.status_code, 200)

    def test_a_token_ends(self):
        token = self.ask().json()["access_token"]
        self.store.clock.advance(86400)
        answer = self.post(QUERY, token=token)
        self.assertEqual(answer.status_code, 401)
        self.assertIn("Invalid API key or access token", answer.json()["errors"])

    def test_the_length_can_be_set(self):
        self.store.tokens.expires_in = 60
        self.assertEqual(self.ask().json()["expires_in"], 60)

    def test_a_wrong_secret(self):
        answer = self.ask(client_secret="guessed")
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(answer.json()["error"], "invalid_client")
        self.assertNotIn(self.store.client_secret, answer.text)

    def test_another_grant(self):
        answer = self.ask(grant_type="password")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(answer.json()["error"], "unsupported_grant_type")

    def test_as_json(self):
        answer = requests.post(
            f"{self.server.url}/admin/oauth/access_token",
            json={
                "grant_type": "client_credentials",
                "client_id": self.store.client_id,
                "client_secret": self.store.client_secret,
            },
            timeout=10,
        )
        self.assertIn("access_token", answer.json())

    def test_no_token(self):
        self.assertEqual(self.post(QUERY, token="none").status_code, 401)

    def test_the_static_token_does_not_end(self):
        self.store.clock.advance(400 * 86400)
        self.assertEqual(self.post(QUERY).status_code, 200)

    def test_uninstalled_every_token_is_dead(self):
        token = self.ask().json()["access_token"]
        query = "mutation Leave { appUninstall { app { id } userErrors { message } } }"
        self.assertEqual(
            self.data(query)["appUninstall"],
            {"app": {"id": self.store.app["id"]}, "userErrors": []},
        )
        self.assertEqual(self.post(QUERY, token=token).status_code, 401)
        self.assertEqual(self.post(QUERY).status_code, 401)
        self.assertEqual(self.ask().status_code, 400)
