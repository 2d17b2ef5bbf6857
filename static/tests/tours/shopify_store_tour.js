import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("shopify_overview", {
    steps: () => [
        {
            content: "The store's card says how many issues are open",
            trigger: ".o_kanban_record:contains(demo) a[name=action_open_issues]:contains(1)",
            run: "click",
        },
        {
            content: "The issues of that store",
            trigger: ".o_kanban_record:contains(has the tax)",
        },
        {
            content: "Back to the overview",
            trigger: ".o_back_button, .o_breadcrumb a:contains(Overview)",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains(demo) .fw-bold:contains(demo)",
            run: "click",
        },
        {
            content: "Every flow has a row with a button to run it",
            trigger: ".o_data_row:contains(Orders) button[name=action_run_now]",
        },
        {
            content: "Settings of one flow",
            trigger: ".o_data_row:contains(Orders) button[name=action_open_settings]",
            run: "click",
        },
        {
            content: "Orders have settings of their own",
            trigger: ".modal .o_field_widget[name=order_confirm]",
        },
        {
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .nav-link[name=ownership]",
            run: "click",
        },
        {
            content: "Who decides about a customer's name",
            trigger: ".o_data_row:contains(Customers) [name=owner]:contains(Shopify)",
        },
        {
            trigger: ".nav-link[name=taxes]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Sales Tax)",
        },
    ],
});

tours.add("shopify_connect", {
    steps: () => [
        {
            content: "Stores",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Second Store",
        },
        {
            trigger: ".o_field_widget[name=shop_domain] input",
            run: "edit second.myshopify.com",
        },
        {
            content: "The permissions to copy are shown before anything is saved",
            trigger: ".o_field_widget[name=needed_scopes]:contains(read_orders)",
        },
        {
            trigger: ".o_field_widget[name=client_id] input",
            run: "edit second-id",
        },
        {
            trigger: ".o_field_widget[name=client_secret] input",
            run: "edit second-secret",
        },
        {
            trigger: "button[name=action_connect]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Connected)",
        },
        {
            content: "What the store says of itself",
            trigger: ".o_field_widget[name=currency_id]:contains(EUR)",
        },
        {
            trigger: "button[name=action_test_connection]",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(The store answers)",
        },
    ],
});

tours.add("shopify_configuration", {
    steps: () => [
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_carrier']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Standard) [name=title]",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_location']",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb:contains(Locations)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_queue_job']",
            run: "click",
        },
        {
            content: "A failed job can be started again",
            trigger: ".o_data_row:contains(broken job) button[name=action_shopify_requeue]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(broken job):contains(Pending)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_call_stat']",
            run: "click",
        },
        {
            trigger: ".o_graph_renderer canvas",
        },
        {
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            trigger: ".o_pivot td:contains(orders_delta), .o_pivot th:contains(orders_delta)",
        },
    ],
});

tours.add("shopify_settings", {
    steps: () => [
        {
            trigger: ".settings_tab [data-key=connector_shopify]",
            run: "click",
        },
        {
            content: "Whether a job runner is at work",
            trigger: ".app_settings_block:not(.d-none):contains(job runner)",
        },
        {
            trigger: ".app_settings_block:not(.d-none) button:contains(Stores)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(demo.myshopify.com)",
        },
    ],
});
