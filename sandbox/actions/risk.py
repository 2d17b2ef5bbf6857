from . import action


class RiskActions:
    """What fraud analysis says about an order, some time after it was placed."""

    @action
    def assess_risk(self, gid, recommendation="ACCEPT", level="LOW", facts=()):
        """An assessment is done; it takes the place of the one before.

        :param recommendation: ACCEPT, INVESTIGATE, CANCEL or NONE
        :param level: LOW, MEDIUM, HIGH or NONE
        :param facts: `[{"description", "sentiment"}]`, POSITIVE, NEUTRAL, NEGATIVE
        :return: the order
        """
        order = self.objects[gid]
        assessment = {
            "__typename": "OrderRiskAssessment",
            "riskLevel": level,
            "provider": None,  # Shopify itself
            "facts": [{"__typename": "RiskFact", **fact} for fact in facts],
        }
        order["risk"] = risk_summary(recommendation, assessment)
        self.touch(order)
        self.emit("orders/risk_assessment_changed", order)
        return order


def risk_summary(recommendation, *assessments):
    """`OrderRiskSummary`."""
    return {
        "__typename": "OrderRiskSummary",
        "recommendation": recommendation,
        "assessments": list(assessments),
    }
