import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("shopify_company", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Acme Inc) [name=name]",
            run: "click",
        },
        {
            content: "A company's locations, with what they buy on",
            trigger:
                ".o_form_view .o_data_row:contains(Depot):contains(Net 7):contains(Dealers)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_catalog']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Dealers):contains(USD)",
        },
        {
            trigger: "button[data-menu-xmlid='connector_shopify.menu_configuration']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='connector_shopify.menu_payment_term']",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Net 7) [name=payment_term_id]",
            run: "click",
        },
        {
            trigger: ".o_data_row [name=payment_term_id] input",
            run: "edit A week",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(A week) a",
            run: "click",
        },
        {
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Net 7):contains(A week):not(.o_selected_row)",
        },
    ],
});
