"""Returns: what is computed when they are read."""

from decimal import Decimal

from ..actions.order_discounts import net
from ..actions.order_taxes import tax_of
from ..actions.order_totals import part_of
from ..actions.return_parts import REASONS, reason_definition, returnable
from ..money import rounded
from .registry import field
from .resolvers import found as found_by_id


@field("ReturnLineItem", "unprocessedQuantity")
@field("ExchangeLineItem", "unprocessedQuantity")
def unprocessed_quantity(_context, line, _args):
    return line["quantity"] - line["processedQuantity"]


@field("ReturnLineItem", "processableQuantity")
@field("ExchangeLineItem", "processableQuantity")
def processable_quantity(_context, line, _args):
    return line["quantity"] - line["processedQuantity"]


@field("ReturnLineItem", "refundableQuantity")
def refundable_quantity(_context, line, _args):
    return line["quantity"] - line["refundedQuantity"]


@field("ExchangeLineItem", "lineItem")
def exchanged_line(_context, line, _args):
    return next(iter(line["lineItems"]), None)


@field("Return", "totalQuantity")
def total_quantity(_context, found, _args):
    return sum(line["quantity"] for line in found["returnLineItems"])


@field("Return", "returnLineItems")
def return_lines(_context, found, args):
    return _in_state(found["returnLineItems"], args)


@field("Return", "exchangeLineItems")
def exchange_lines(_context, found, args):
    return _in_state(found["exchangeLineItems"], args)


def _in_state(lines, args):
    wanted = args.get("processingStatus")
    if wanted == "PROCESSED":
        return [line for line in lines if line["processedQuantity"]]
    if wanted == "PROCESSABLE":
        return [ln for ln in lines if ln["processedQuantity"] < ln["quantity"]]
    return lines


@field("Return", "refunds")
def refunds(context, found, _args):
    order = context.store.objects[found["order"]]
    return [refund for refund in order["refunds"] if refund["return"] == found["id"]]


@field("Return", "transactions")
def transactions(context, found, _args):
    made = refunds(context, found, {})
    return [transaction for refund in made for transaction in refund["transactions"]]


@field("QueryRoot", "returnReasonDefinitions")
def return_reason_definitions(_context, _node, _args):
    """One for each of the old reasons; real stores have many more."""
    return [reason_definition(reason) for reason in REASONS]


@field("QueryRoot", "returnableFulfillments")
def returnable_fulfillments(context, _node, args):
    order = found_by_id(context, args["orderId"], "Order")
    return [
        {
            "__typename": "ReturnableFulfillment",
            "id": fulfillment["id"].replace("/Fulfillment/", "/ReturnableFulfillment/"),
            "fulfillment": fulfillment,
            "returnableFulfillmentLineItems": [
                {
                    "__typename": "ReturnableFulfillmentLineItem",
                    # Of Shopify's it has none: here the page's cursors need one.
                    "id": part["id"],
                    "fulfillmentLineItem": part,
                    "quantity": units,
                }
                for part, units in parts
            ],
        }
        for fulfillment, parts in (returnable(context.store, order) if order else ())
    ]


@field("QueryRoot", "returnCalculate")
def return_calculate(context, _node, args):
    """`CalculatedReturn`: what units are worth that would come back (seen)."""
    store, given = context.store, args["input"]
    order = found_by_id(context, given["orderId"], "Order")
    return {
        "__typename": "CalculatedReturn",
        "id": store.new_gid("CalculatedReturn"),
        "exchangeLineItems": [],
        "returnShippingFee": None,
        "returnLineItems": [
            _calculated(store, order, row) for row in given.get("returnLineItems") or ()
        ],
    }


def _calculated(store, order, row):
    part = store.objects[row["fulfillmentLineItemId"]]
    line, units = store.objects[part["lineItem"]], row["quantity"]
    bag = order["_currencies"].bag
    worth = part_of(order, net(line), units, line)
    return {
        "__typename": "CalculatedReturnLineItem",
        "id": store.new_gid("CalculatedReturnLineItem"),
        "fulfillmentLineItem": part,
        "quantity": units,
        "restockingFee": _restocking_fee(store, order, row, worth),
        "subtotalBeforeOrderDiscountsSet": bag(-worth),
        "subtotalSet": bag(-worth),
        "totalTaxSet": bag(-part_of(order, tax_of(line), units, line)),
    }


def _restocking_fee(store, order, row, worth):
    if not row.get("restockingFee"):
        return None
    percentage = row["restockingFee"]["percentage"]
    each, bag = order["_currencies"].each, order["_currencies"].bag
    fee = Decimal(str(percentage)) / 100
    return {
        "__typename": "CalculatedRestockingFee",
        "id": store.new_gid("CalculatedRestockingFee"),
        "percentage": percentage,
        "amountSet": bag(each(lambda currency, n: rounded(n * fee, currency), worth)),
    }
