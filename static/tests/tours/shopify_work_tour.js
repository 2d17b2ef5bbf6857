import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("shopify_inbox", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(#1001):contains(Needs attention) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_replay]",
            run: "click",
        },
        {
            content: "It waits again, as a replay",
            trigger: ".o_data_row:contains(#1001):contains(Replay):contains(Waiting) [name=resource_name]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=resource_id]:contains(gid://shopify/Order/)",
        },
    ],
});

tours.add("shopify_issue_ignore", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(has the tax)",
            run: "click",
        },
        {
            content: "What to do",
            trigger: ".o_form_view .o_field_widget[name=suggestion]:contains(Choose the Odoo tax)",
        },
        {
            trigger: ".o_form_view .o_statusbar_buttons button:contains(Ignore)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Only a test order",
        },
        {
            trigger: ".modal button[name=action_ignore]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_arrow_button_current:contains(Ignored)",
        },
    ],
});

tours.add("shopify_issue_fix", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(has the tax) button[name=action_fix]",
            run: "click",
        },
        {
            content: "The tax to choose for",
            trigger: ".o_form_view .o_field_widget[name=tax_id] input",
            run: "edit 19.0 % on top",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(19.0 % on top)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved",
        },
    ],
});

tours.add("shopify_order", {
    steps: () => [
        {
            content: "Orders of the store, with their state",
            trigger: ".o_data_row:contains(#1001):contains(Needs attention)",
        },
        {
            trigger: ".o_data_row:contains(#1002):contains(In step):contains(Paid) [name=name]",
            run: "click",
        },
        {
            trigger: ".o_form_view .nav-link[name=shopify]",
            run: "click",
        },
        {
            content: "The parts of the total agree",
            trigger: ".o_field_widget[name=shopify_summary] tr:contains(Total):has(.fa-check)",
        },
        {
            trigger: ".o_form_view button[name=action_open_in_shopify]:contains(#1002)",
        },
    ],
});

tours.add("shopify_records", {
    steps: () => [
        {
            trigger: "[data-menu-xmlid='connector_shopify.menu_product']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Shirt) [name=title]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_data_row:contains(SHIRT-M)",
        },
        {
            content: "The product of Odoo leads back to the store",
            trigger: ".o_field_widget[name=odoo_id] a",
            run: "click",
        },
        {
            trigger: ".o_button_more",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu button[name=action_open_in_shopify]:contains(1)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_customers']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_customer']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Ada Byron) [name=odoo_id]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_open_in_shopify]:contains(1)",
        },
    ],
});

tours.add("shopify_auditor", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(demo) .fw-bold:contains(demo)",
            run: "click",
        },
        {
            content: "A store can be looked at and not changed; secrets are not there",
            trigger:
                ".o_form_view.o_form_readonly, .o_form_view:not(:has(button[name=action_connect], button[name=action_run_now], [name=client_secret]))",
        },
        {
            trigger: "[data-menu-xmlid='connector_shopify.menu_issue']",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains(has the tax)",
            run: "click",
        },
        {
            trigger:
                ".o_form_view:not(:has(button[name=action_retry])) .o_statusbar_buttons:contains(Fix):not(:contains(Ignore))",
        },
        {
            trigger: "[data-menu-xmlid='connector_shopify.menu_event']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(#1001) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:has(button[name=action_replay])) .o_data_row_selected",
        },
    ],
});
