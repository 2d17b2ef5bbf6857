from odoo import models


class ShopifyBackend(models.Model):
    """The queue's way in: one job works on one batch of one lane of one flow."""

    _inherit = "shopify.backend"

    def _job_drain(self, flow, lane):
        """Take one batch; come again when more is waiting.

        It does not loop: a transaction never sees events that came after its
        snapshot, a new job does.
        """
        backend = self._for_flow()
        events = backend.env["shopify.event"]
        if not events._mode(backend, flow):
            return
        if events._drain(backend, flow, lane):
            events._enqueue_lanes(backend, {(flow, lane)})

    def _job_flush(self, flow):
        """Send what waits in an outgoing flow; come again when more is left."""
        backend = self._for_flow()
        outbox = backend.env["shopify.outbox"]
        if not outbox.env["shopify.event"]._mode(backend, flow):
            return
        seconds = outbox._send_waiting(backend, flow)
        if seconds is not None:
            # Whatever the flow's mode: who began by schedule or by hand goes on.
            outbox._delay_flush(self, flow, seconds)

    def _on_job_failed(self, exc_name=None, exc_message=None, exc_info=None):
        """queue_job's hook: the job broke as a whole. The events wait on."""
        self.env["shopify.issue"]._report_broken_job(self, exc_message, exc_info)
