import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const open = [
    {
        trigger: ".o_kanban_record:contains(was merged into)",
        run: "click",
    },
    {
        trigger: ".o_form_view [name=suggestion]:contains(one is left)",
    },
];

tours.add("shopify_merge_contacts", {
    steps: () => [
        ...open,
        {
            content: "Nothing but the two is offered first",
            trigger:
                ".o_statusbar_buttons:not(:has(button:contains(Fix))) button:contains(See both)",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(A. Byron)",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Ada Byron)",
        },
        {
            trigger: ".breadcrumb-item.o_back_button a",
            run: "click",
        },
        {
            trigger: ".o_statusbar_buttons button:contains(Merge the contacts)",
            run: "click",
        },
        {
            trigger: ".modal:contains(cannot be undone) button:contains(Merge)",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_arrow_button_current:contains(Resolved)",
        },
    ],
});

tours.add("shopify_keep_both", {
    steps: () => [
        ...open,
        {
            trigger: ".o_statusbar_buttons button:contains(Keep both)",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_arrow_button_current:contains(Resolved)",
        },
    ],
});
