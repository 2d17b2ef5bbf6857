from .server_case import ServerCase

# At the commit of an event: long enough for a job to start and end meanwhile.
SLOW_COMMIT = """
    CREATE FUNCTION slow_commit() RETURNS trigger AS
        'BEGIN PERFORM pg_sleep(3); RETURN NULL; END' LANGUAGE plpgsql;
    CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON shopify_event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_commit()
"""
# The lane's last job waits again, and starts in a second.
JOB_STARTS_SOON = """
    UPDATE queue_job
       SET state = 'pending', date_done = NULL,
           eta = now() AT TIME ZONE 'UTC' + interval '1 second'
     WHERE id = (SELECT max(id) FROM queue_job
                  WHERE identity_key LIKE 'shopify-lane-%%order_import%%')
 RETURNING id
"""


class TestServerRace(ServerCase):
    """The lane's job starts after an event was stored, and before its commit."""

    def test_the_event_gets_a_job_that_sees_it(self):
        self.wait_until(self.runner_lives, "the job runner works")
        order = self.place_order()
        self.wait_until(
            lambda: self.count("sale_order") and not self.unfinished_jobs(),
            "the order is there",
        )
        self.stop_the_sweeper()
        self.sql(SLOW_COMMIT)
        self.assertTrue(self.sql(JOB_STARTS_SOON), "no job of the first order")

        self.store.emit("orders/updated", order)

        self.wait_until(
            lambda: self.count("shopify_event", "topic = 'orders/updated'"),
            "the event is committed",
        )
        self.wait_until(lambda: not self.waiting(), "a job took it", seconds=20)
