import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("shopify_rule", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "A new rule is off",
            trigger: ".alert-info:contains(This rule is off)",
        },
        {
            trigger: "[name=name] input",
            run: "edit Wholesale",
        },
        {
            trigger: "[name=tags] input",
            run: "edit wholesale",
        },
        {
            trigger: "[name=hold] input",
            run: "click",
        },
        {
            trigger: "[name=hold_reason] input",
            run: "edit Ask for the VAT number",
        },
        {
            trigger: "button[name=action_try]",
            run: "click",
        },
        {
            content: "For which orders it would have been",
            trigger: ".modal .o_data_row:contains(Ada Byron):contains(Hold: Ask for the VAT number)",
        },
        {
            trigger: ".modal .o_form_view:contains(Nothing was changed)",
        },
        {
            trigger: ".modal footer button:contains(Close)",
            run: "click",
        },
        {
            trigger: "[name=active] input",
            run: "click",
        },
        {
            content: "Switched on, and saved with that",
            trigger: ".o_form_saved:not(:has(.alert-info:visible))",
        },
    ],
});

tours.add("shopify_release", {
    steps: () => [
        {
            trigger: ".alert-warning:visible:contains(This order is held):contains(risk of fraud)",
        },
        {
            trigger: ".alert-warning button:contains(Release)",
            run: "click",
        },
        {
            trigger: ".modal [name=reasons]:contains(risk of fraud)",
        },
        {
            trigger: ".modal [name=note] input",
            run: "edit Called the customer",
        },
        {
            trigger: ".modal button[name=action_release]",
            run: "click",
        },
        {
            content: "The note is in the chatter, the banner is gone",
            trigger: ".o-mail-Message:contains(Called the customer)",
        },
        {
            trigger: ".o_form_view:not(:has(.alert-warning:visible))",
        },
    ],
});
