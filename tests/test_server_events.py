import threading
import time

from .server_case import ServerCase

ORDERS, MESSAGES = 20, 400
# Between the commit of an event and that of its job lie milliseconds.
FORGOTTEN_SECONDS = 3
ORPHANS = """
    SELECT count(*) FROM shopify_event e
     WHERE e.state = 'waiting'
       AND e.received_at < now() AT TIME ZONE 'UTC' - make_interval(secs => %s)
       AND NOT EXISTS (
           SELECT 1 FROM queue_job j
            WHERE j.state NOT IN ('done', 'cancelled', 'failed')
              AND j.identity_key = format(
                  'shopify-lane-%%s-%%s-%%s', e.backend_id, e.flow, e.lane))
"""


class TestServerEvents(ServerCase):
    """Events come while the jobs that could take them start and end."""

    def test_no_event_waits_without_a_job_that_will_see_it(self):
        self.stop_the_sweeper()
        orders = self.place_orders(ORDERS)
        self.wait_until(lambda: self.count("sale_order") == ORDERS, "all are there")

        sender = threading.Thread(target=self.send_messages, args=(orders,))
        sender.start()
        orphans = 0
        while sender.is_alive() or self.store.webhooks.pending():
            orphans += self.sql(ORPHANS, FORGOTTEN_SECONDS)[0][0]
            time.sleep(0.1)
        sender.join()

        self.wait_until(lambda: not self.unfinished_jobs(), "all jobs are done")
        self.assertEqual(self.waiting(), 0)
        self.assertEqual(orphans, 0)
        webhooks = "source = 'webhook' AND flow = 'shopify.flow.order_import'"
        self.assertEqual(self.count("shopify_event", webhooks), ORDERS + MESSAGES)

    def send_messages(self, orders):
        """One by one, so that jobs end and start all the time."""
        for number in range(MESSAGES):
            self.store.emit("orders/updated", orders[number % ORDERS])
            time.sleep(0.02)
