from odoo import models

from ..shopify.errors import raise_user_errors


def topic_enum(topic):
    """`orders/create` as Shopify's enum names it: `ORDERS_CREATE`."""
    return topic.replace("/", "_").replace(".", "_").upper()


class ShopifyBackend(models.Model):
    """The store's webhook subscriptions: derived from its flows, never by hand.

    Shopify deletes a subscription after eight failed deliveries, so what is
    wanted is compared with what is there again and again.
    """

    _inherit = "shopify.backend"

    def _webhook_url(self):
        self.ensure_one()
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return f"{base.rstrip('/')}/shopify/webhook/{self.id}"

    def _active_flows(self):
        """The flows that are switched on for this store."""
        self.ensure_one()
        enabled = self.policy_ids.filtered("enabled").mapped("flow")
        return [
            flow
            for flow in self.env["shopify.flow"]._flows()
            if flow._shopify_system or flow._name in enabled
        ]

    def _listening_flows(self, topic):
        """The switched-on flows that a webhook of this topic wakes."""
        return [
            flow
            for flow in self.env["shopify.flow"]._flows()
            if topic in flow._shopify_topics
            and (flow._shopify_system or flow._policy(self).enabled)
        ]

    def _wanted_topics(self):
        """Topics of all switched-on flows, in Shopify's enum form."""
        return {
            topic_enum(topic)
            for flow in self._active_flows()
            for topic in flow._shopify_topics
        }

    def _sync_subscriptions(self, client):
        """Make the store's subscriptions those that the flows want."""
        self.ensure_one()
        wanted = self._wanted_topics()
        there = self._read_subscriptions(client)
        for topic in sorted(wanted - set(there)):
            self._create_subscription(client, topic)
        for topic in sorted(set(there) - wanted):
            self._delete_subscription(client, there[topic])

    def _remove_subscriptions(self, client):
        for gid in self._read_subscriptions(client).values():
            self._delete_subscription(client, gid)

    def _read_subscriptions(self, client):
        """{topic enum: subscription id} of those that deliver to this store's URL."""
        pages = client.pages("webhook_subscriptions", "webhookSubscriptions")
        url = self._webhook_url()
        return {
            node["topic"]: node["id"]
            for page in pages
            for node in page
            if node["uri"] == url
        }

    def _create_subscription(self, client, topic):
        answer = client.execute(
            "webhook_subscription_create",
            topic=topic,
            subscription={"uri": self._webhook_url(), "format": "JSON"},
        )
        raise_user_errors(answer["webhookSubscriptionCreate"])

    def _delete_subscription(self, client, gid):
        answer = client.execute("webhook_subscription_delete", id=gid)
        raise_user_errors(answer["webhookSubscriptionDelete"])
