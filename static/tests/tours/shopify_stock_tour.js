import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("shopify_stock", {
    steps: () => [
        {
            content: "A product at a location: Shopify has another quantity",
            trigger: ".o_data_row:contains(Shirt):contains(Changed in Shopify) [name=product_id]",
            run: "click",
        },
        {
            trigger: ".o_form_view .alert-warning:visible:contains(another quantity)",
        },
        {
            content: "Odoo's figure is right",
            trigger: "button[name=action_send_odoo]",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='connector_shopify.menu_outbox']",
            run: "click",
        },
        {
            content: "It waits to be sent",
            trigger: ".o_data_row:contains(Shirt):contains(Waiting)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_stock']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_stock_history']",
            run: "click",
        },
        {
            trigger: ".o_graph_renderer canvas",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            content: "A rule of what is offered",
            trigger: "a[data-menu-xmlid='connector_shopify.menu_stock_rule']",
            run: "click",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=backend_id] input",
            run: "edit demo",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(demo)",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=buffer_units] input",
            run: "edit 2",
        },
        {
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            trigger: ".o_data_row:not(.o_selected_row):contains(Free to use)",
        },
    ],
});
