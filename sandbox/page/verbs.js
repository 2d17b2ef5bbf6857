"use strict";
/* What the buttons do, with the questions they ask first. */

/* Asks for a number per line; only those that differ from `start` are sent. */
function askLines(title, order, start, most, extra, send) {
    const rows = order.lines.map((line) => `<tr><td>${esc(line.title)}<br><span class="soft code">${esc(line.sku)}</span></td>
        <td class="number"><input type="number" min="0" ${most ? `max="${most(line)}"` : ""} name="${line.id}" value="${start(line)}"></td></tr>`);
    ask(`${title} ${order.name}`, `<table>${rows.join("")}</table>${extra}`, (form) => {
        const quantities = {};
        for (const line of order.lines) {
            quantities[line.id] = Number(form.get(line.id));
        }
        send(quantities, form);
    });
}

function ask(title, fields, send) {
    const dialog = byId("dialog");
    dialog.innerHTML = `<form method="dialog"><h2>${esc(title)}</h2>${fields}
        <div class="buttons"><button type="button" data-close="1">Back</button>
        <button value="yes" class="main">${esc(title.split(" ")[0])}</button></div></form>`;
    dialog.onclose = () => {
        if (dialog.returnValue === "yes") {
            send(new FormData(dialog.querySelector("form")));
        }
    };
    dialog.returnValue = "";
    dialog.showModal();
}

const only = (quantities, keep) =>
    Object.fromEntries(Object.entries(quantities).filter(([gid, n]) => keep(gid, n)));
const check = (name, text, on = true) =>
    `<p><label><input type="checkbox" name="${name}" ${on ? "checked" : ""}> ${text}</label></p>`;
const orderOf = (id) => state.orders.find((order) => order.id === id);
const currentOf = (order) => Object.fromEntries(order.lines.map((line) => [line.id, line.quantity]));

const VERBS = {
    edit(id) {
        const order = orderOf(id);
        const current = currentOf(order);
        askLines("Edit", order, (line) => line.quantity, null, "", (quantities) =>
            act(`${order.name} edited`, "edit_order", {
                gid: id,
                set_quantities: only(quantities, (gid, n) => n !== current[gid]),
            }));
    },
    pay: (id) => act(`${orderOf(id).name} paid`, "pay_order", {gid: id}),
    fulfil(id) {
        const order = orderOf(id);
        askLines("Fulfil", order, (line) => line.unfulfilled, (line) => line.unfulfilled,
            '<div class="fields"><label>Tracking number</label><input name="tracking"></div>',
            (quantities, form) => act(`${order.name} fulfilled`, "fulfil_order", {
                gid: id,
                lines: only(quantities, (_gid, n) => n > 0),
                tracking: form.get("tracking") ? {company: "DHL", number: form.get("tracking")} : null,
            }));
    },
    refund(id) {
        const order = orderOf(id);
        askLines("Refund", order, (line) => line.refundable, (line) => line.refundable, check("restock", "Put the goods back into stock"),
            (quantities, form) => act(`${order.name} refunded`, "refund_order", {
                gid: id,
                lines: only(quantities, (_gid, n) => n > 0),
                restock: form.has("restock") && (order.fulfilment === "UNFULFILLED" ? "CANCEL" : "RETURN"),
            }));
    },
    return(id) {
        const order = orderOf(id);
        askLines("Return", order, () => 0, (line) => line.shipped, "",
            (quantities) => act(`Return of ${order.name} is open`, "create_return", {
                gid: id,
                lines: only(quantities, (_gid, n) => n > 0),
            }));
    },
    "take-back"(id) {
        const order = state.orders.find((found) => found.returns.some((one) => one.id === id));
        const fields = check("restock", "Put the goods back into stock") + check("refund", "Pay the money back");
        ask(`Take back ${order.returns[0].name}`, fields, async (form) => {
            await act(`${order.name}: the goods are back`, "process_return", {
                gid: id,
                disposition: form.has("restock") ? "RESTOCKED" : "NOT_RESTOCKED",
                refund: form.has("refund"),
            });
            await act(`${order.name}: the return is closed`, "close_return", {gid: id});
        });
    },
    cancel(id) {
        const order = orderOf(id);
        ask(`Cancel ${order.name}`, check("restock", "Put the goods back into stock"), (form) =>
            act(`${order.name} cancelled`, "cancel_order", {gid: id, restock: form.has("restock")}));
    },
    stock(id) {
        const variant = state.products.flatMap((product) => product.variants).find((found) => found.id === id);
        const fields = variant.levels.map((level) => `<label>${esc(level.name)}</label>
            <input type="number" name="${level.location}" value="${level.available ?? ""}" placeholder="not stocked">`);
        ask("Count what can be sold", `<div class="fields">${fields.join("")}</div>`, (form) => {
            for (const level of variant.levels) {
                const counted = form.get(level.location);
                if (counted !== "" && Number(counted) !== level.available) {
                    act("Stock counted", "activate_inventory", {item: variant.item, location: level.location, available: Number(counted)});
                }
            }
        });
    },
    rename(id) {
        const product = state.products.find((found) => found.id === id);
        ask(`Change ${product.title}`, `<div class="fields"><label>Title</label>
            <input name="title" required value="${esc(product.title)}"></div>`, (form) =>
            act("Product changed", "update_product", {gid: id, title: form.get("title")}));
    },
    delete: (id) => ask("Delete the product", "", () => act("Product deleted", "delete_product", {gid: id})),
    pause: () => act("Deliveries wait", "webhooks/pause"),
    resume: () => act("Deliveries go on", "webhooks/resume"),
    misbehave() {
        const values = {};
        for (const input of document.querySelectorAll("[data-behaviour]")) {
            values[input.dataset.behaviour] = Number(input.value);
        }
        document.activeElement.blur();
        return act("Applied", "webhooks/misbehave", values);
    },
    "fault-once": (kind) => act("The next call fails", "faults/once", {kind}),
    "fault-rate": (kind) => act("One call in ten fails", "faults/rate", {kind, share: 0.1}),
    "fault-clear": () => act("The store behaves", "faults/clear"),
    revoke: (scope) => act(`${scope} revoked`, "scopes", {revoke: [scope]}),
    advance: (seconds) => act("Time moved on", "clock", {advance: Number(seconds)}),
    install: () => act("App installed", "install"),
    uninstall: () => ask("Uninstall the app", "<p>Its tokens and subscriptions end at once.</p>", () => act("App uninstalled", "uninstall")),
};

const nameOf = (product, variant) =>
    variant.title === "Default Title" ? product.title : `${product.title} – ${variant.title}`;
const GUEST = {firstName: "Gerda", lastName: "Gast", address1: "Hauptstraße 1", zip: "10115", city: "Berlin", countryCode: "DE"};

function placeOrder() {
    const variants = state.products.flatMap((product) => product.variants.map((variant) =>
        `<option value="${variant.id}">${esc(nameOf(product, variant))} (${variant.price}, ${variant.stock ?? 0} in stock)</option>`));
    const customers = state.customers.map((found) => `<option value="${found.id}">${esc(found.name)}</option>`);
    const line = (n) => `<label>Item ${n}</label><span><select name="variant${n}" style="max-width:360px">
        ${n > 1 ? '<option value="">–</option>' : ""}${variants.join("")}</select>
        <input type="number" name="quantity${n}" min="1" value="1"></span>`;
    ask("Place an order", `<div class="fields">${[1, 2, 3].map(line).join("")}
        <label>Customer</label><select name="customer"><option value="">Guest</option>${customers.join("")}</select>
        <label>Discount code</label><span><input name="code" placeholder="none"> <input type="number" name="percentage" min="1" max="100" value="10"> %</span>
        <label>Shipping</label><input name="shipping" type="number" step="0.01" min="0" value="4.90">
        <label>Tax</label><span><input name="rate" type="number" step="0.1" min="0" value="19"> %</span>
        <label>Note</label><input name="note"></div>${check("paid", "Paid")}`, (form) => {
        const lines = [1, 2, 3]
            .filter((n) => form.get(`variant${n}`))
            .map((n) => ({variant: form.get(`variant${n}`), quantity: Number(form.get(`quantity${n}`))}));
        const rate = Number(form.get("rate"));
        const customer = state.customers.find((found) => found.id === form.get("customer"));
        const code = form.get("code");
        act("Order placed", "place_order", {
            lines,
            customer: customer ? customer.id : null,
            email: customer ? customer.email : "guest@example.com",
            shipping_address: customer ? customer.address : GUEST,
            shipping: form.get("shipping") ? {title: "Standard", code: "STANDARD", price: form.get("shipping")} : null,
            taxes: rate ? [{title: "VAT", rate: String(rate / 100)}] : [],
            discounts: code ? [{type: "code", code, percentage: form.get("percentage")}] : [],
            note: form.get("note") || null,
            paid: form.has("paid"),
        });
    });
}
