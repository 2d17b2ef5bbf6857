import unittest

from ..shopify.signature import sign, verify

BODY = b'{"id": 1, "note": "Gr\xc3\xbc\xc3\x9fe"}'
# openssl dgst -sha256 -hmac hush -binary | base64
SIGNED = "7WM0D9MU2tam8tmBEukLIbhiiaf1xr4QNwO3UzfM5rI="


class TestSignature(unittest.TestCase):
    def test_sign_gives_what_openssl_gives(self):
        self.assertEqual(sign(BODY, "hush"), SIGNED)

    def test_verify_accepts_the_current_and_the_previous_secret(self):
        self.assertTrue(verify(BODY, SIGNED, ["hush", "older"]))
        self.assertTrue(verify(BODY, SIGNED, ["newer", "hush"]))

    def test_verify_refuses_a_changed_body(self):
        self.assertFalse(verify(BODY + b" ", SIGNED, ["hush"]))

    def test_verify_refuses_another_secret(self):
        self.assertFalse(verify(BODY, SIGNED, ["Hush"]))

    def test_verify_refuses_without_a_signature(self):
        for header in (None, "", "é", SIGNED[:-1]):
            with self.subTest(header):
                self.assertFalse(verify(BODY, header, ["hush"]))

    def test_verify_refuses_without_a_secret(self):
        self.assertFalse(verify(BODY, SIGNED, []))
        for secret in ("", None, False):
            with self.subTest(secret):
                self.assertFalse(verify(BODY, sign(BODY, ""), [secret]))
