from odoo import api, models


class ShopifyFlowExport(models.AbstractModel):
    """Odoo to store, of the kind "state": what counts is the value of now.

    A concrete flow says whose changes concern it (`_shopify_marks`), which records
    it sends (`_subjects`) and how an array of them is sent (`_push`).
    """

    _name = "shopify.flow.export"
    _inherit = "shopify.flow"
    _description = "Shopify Export"

    _shopify_direction = "out"
    _shopify_marks = None  # model whose changed records are noted: "product.product"
    _shopify_binding = None  # what links such records to the store
    _shopify_batch_size = 250  # rows of one call: Shopify takes no more
    _shopify_arrays_per_job = 8

    @api.model
    def _array_size(self, backend):
        return min(self._batch_size(backend), 250)

    @api.model
    def _mark_all(self, backend):
        """Let all that is linked to the store be told anew (settings changed)."""
        self.env["shopify.mark"].sudo()._note_linked(backend, self)

    @api.model
    def _scan(self, backend, since):
        """Nothing to look for in the store: what waits in Odoo is sent now."""
        outbox = self.env["shopify.outbox"]
        if self.env["shopify.event"]._runner_lives():
            outbox._delay_flush(backend, self._name, 0)
        else:
            outbox._flush_in_cron(backend, self._name)
        return ()

    @api.model
    def _retry(self, backend, resource_ids):
        """Send the rows that these issues are about once more."""
        rows = self.env["shopify.outbox"].search(
            [("backend_id", "=", backend.id), ("flow", "=", self._name)]
            + [("state", "=", "refused")]
        )
        rows.filtered(lambda row: self._issue_key(row) in resource_ids).action_retry()

    @api.model
    def _subjects(self, backend, ids):
        """The records to be sent because records of `_shopify_marks` changed.

        :param ids: set of ids of changed records, maybe of no concern to this store
        :return: recordset
        """
        raise NotImplementedError

    @api.model
    def _push(self, batch):
        """Compute the values of `batch.rows` and send them.

        Rows that are not taken go to `batch.refuse`. Raises TransientError when
        the array has to be sent again; sending it twice must do no harm.
        """
        raise NotImplementedError

    @api.model
    def _settled(self, batch):
        """What follows once it is written what became of the batch's rows."""

    @api.model
    def _issue_key(self, row):
        """What an issue about a row is about, in place of a Shopify id."""
        return f"{row.res_model},{row.res_id}"
