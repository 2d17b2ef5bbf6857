"""orderRiskAssessmentCreate: an app says what it thinks of an order."""

from .registry import UserError, get, mutation

RECOMMENDED = {"HIGH": "CANCEL", "MEDIUM": "INVESTIGATE", "LOW": "ACCEPT"}


@mutation("orderRiskAssessmentCreate", "orderRiskAssessment")
def order_risk_assessment_create(store, args):
    """The app's assessment; the recommendation follows its level."""
    given = args["orderRiskAssessmentInput"]
    order = get(store, given["orderId"], "Order")
    if order is None:
        where = ["orderRiskAssessmentInput", "orderId"]
        message = "The record with the ID used as the input value couldn't be found."
        raise UserError(where, message, "NOT_FOUND")
    level = given["riskLevel"]
    store.assess_risk(
        order["id"], RECOMMENDED.get(level, "NONE"), level, facts=given["facts"]
    )
    return {"orderRiskAssessment": order["risk"]["assessments"][-1]}
