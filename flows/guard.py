from contextlib import contextmanager

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo.addons.queue_job.exception import RetryableJobError

from ..shopify.errors import TransientError

# What must stop the whole batch: another transaction was in the way, or the
# store cannot be reached. Trying the resources one by one would not help.
NOT_ONE_RECORDS_FAULT = (OperationalError, TransientError, RetryableJobError)
COLLISION_SECONDS = 1
# Small words that records of many resources share: two jobs may add the same one.
SHARED_VOCABULARY = (
    "crm_tag",
    "product_tag",
    "product_attribute_value",
    "utm_medium",
    "utm_source",
)


@contextmanager
def guarded(cr):
    """A savepoint in which a collision with another transaction means: retry.

    Two lanes can create the same customer or product at once. The other's row is
    not visible to our snapshot, so only a later transaction can adopt it.
    """
    try:
        with cr.savepoint():
            yield
    except UniqueViolation as error:
        table = error.diag.table_name or ""
        if table.startswith("shopify_") or table in SHARED_VOCABULARY:
            raise RetryableJobError(
                "Another job created the same record.", seconds=COLLISION_SECONDS
            ) from error
        raise
