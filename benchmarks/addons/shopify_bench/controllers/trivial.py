from odoo import http
from odoo.http import request


class Trivial(http.Controller):
    """The least that a webhook endpoint can do: read the body, insert one row."""

    @http.route(
        "/shopify_bench/trivial",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive(self):
        body = request.httprequest.get_data(cache=False)
        request.env.cr.execute(
            """INSERT INTO shopify_bench_message (webhook_id, size)
               VALUES (%s, %s)""",
            [request.httprequest.headers["X-Shopify-Webhook-Id"], len(body)],
        )
        return request.make_response("ok")
