import json

from odoo import http
from odoo.http import request

from ..shopify.signature import verify
from ..shopify.values import instant

# Shopify's largest messages (orders with hundreds of lines) stay below 1 MB.
MAX_BYTES = 5 * 1024 * 1024


class ShopifyWebhook(http.Controller):
    """The door for Shopify's messages: verify, store, answer. Nothing else."""

    @http.route(
        "/shopify/webhook/<int:backend_id>",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=MAX_BYTES,
    )
    def receive(self, backend_id):
        """200 taken; 400 no JSON, 401 bad signature, 404 other store, 413 too large."""
        backend = self._connected_backend(backend_id)
        headers = request.httprequest.headers
        if not backend:
            return request.make_response("unknown store", status=404)
        body = request.httprequest.get_data(cache=False)
        signature = headers.get("X-Shopify-Hmac-Sha256")
        if not verify(body, signature, backend._webhook_secrets()):
            return request.make_response("signature", status=401)
        if headers.get("X-Shopify-Shop-Domain", "").lower() != backend.shop_domain:
            return request.make_response("unknown store", status=404)
        try:
            payload = json.loads(body)
        except ValueError:
            return request.make_response("not JSON", status=400)
        self._store(backend, headers, payload)
        return request.make_response("ok")

    def _connected_backend(self, backend_id):
        """The store with all that is needed here, by one statement."""
        names = ["shop_domain", "client_secret", "previous_client_secret", "lane_count"]
        domain = [("id", "=", backend_id), ("state", "=", "connected")]
        return request.env["shopify.backend"].sudo().search_fetch(domain, names)

    def _store(self, backend, headers, payload):
        topic = headers["X-Shopify-Topic"]
        request.env["shopify.event"].sudo()._store(
            backend,
            [
                {
                    "flow": flow._name,
                    "topic": topic,
                    "resource_id": flow._event_resource(topic, payload),
                    "webhook_id": headers["X-Shopify-Webhook-Id"],
                    "triggered_at": instant(headers.get("X-Shopify-Triggered-At")),
                }
                for flow in backend._listening_flows(topic)
            ],
            source="webhook",
        )
