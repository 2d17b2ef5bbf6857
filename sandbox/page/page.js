"use strict";
/* Draws the store from the control API every two seconds and presses its verbs. */

const TABS = ["Orders", "Products", "Webhooks", "API calls", "Faults", "Connect"];
const FAULTS = {
    throttle: "Throttled: the bucket of points is empty",
    http_500: "Server error 500",
    http_503: "Server error 503",
    timeout_before: "No answer, and nothing was done",
    timeout_after: "No answer, but it was done",
    drop: "Connection dropped",
    expired_token: "The access token has expired",
};
const byId = (id) => document.getElementById(id);
const domains = document.body.dataset.stores.split(" ");
let domain = domains[0];
let state = null;
let tab = decodeURIComponent(location.hash.slice(1)) || TABS[0];
let drawn = "";

const esc = (text) =>
    String(text ?? "").replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

async function call(command, values = {}) {
    const answer = await fetch(`/sandbox/${domain}/${command}`, {
        method: "POST",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify(values),
    });
    const result = await answer.json();
    if (!answer.ok) {
        throw new Error(result.error || `HTTP ${answer.status}`);
    }
    return result;
}

function say(text, error = false) {
    const message = byId("message");
    message.textContent = text;
    message.className = error ? "on error" : "on";
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (message.className = ""), error ? 6000 : 2500);
}

async function act(text, command, values) {
    try {
        await call(command, values);
        say(text);
    } catch (error) {
        say(error.message, true);
    }
    await refresh();
}

async function refresh() {
    try {
        state = await call("overview");
    } catch (error) {
        byId("facts").textContent = `The store does not answer (${error.message}).`;
        return;
    }
    draw();
}

function draw() {
    const shop = state.shop;
    byId("name").textContent = shop.name;
    byId("facts").textContent =
        `${shop.domain} · ${shop.currency} · ${shop.counts.Product} products · ` +
        `${shop.counts.Order} orders · webhooks waiting: ${shop.pending}` +
        (shop.installed ? "" : " · app uninstalled");
    byId("tabs").innerHTML = TABS.map(
        (name) => `<button data-tab="${name}" class="${name === tab ? "on" : ""}">${name}</button>`
    ).join("");
    const html = VIEWS[tab]();
    const busy = byId("content").contains(document.activeElement) &&
        /INPUT|SELECT/.test(document.activeElement.tagName);
    const reading = byId("content").querySelector("details[open]");
    if (html !== drawn && !busy && !reading) {
        byId("content").innerHTML = drawn = html;
    }
}

const tag = (text, kind) => `<span class="tag ${kind}">${esc(text)}</span>`;
const words = (text) => text.toLowerCase().replace(/_/g, " ");
const time = (text) => new Date(text).toLocaleTimeString("en-GB");
const money = (amount, currency) => `${Number(amount).toFixed(2)} ${esc(currency)}`;
const button = (verb, id, text, enabled = true) =>
    `<button class="small" data-verb="${verb}" data-id="${id}" ${enabled ? "" : "disabled"}>${text}</button>`;
const table = (heads, rows, empty) =>
    rows.length
        ? `<div class="card"><table><tr>${heads.map((head) => `<th class="${/Price|Stock|Total|Cost|Attempts/.test(head) ? "number" : ""}">${head}</th>`).join("")}</tr>${rows.join("")}</table></div>`
        : `<div class="card empty">${empty}</div>`;

const VIEWS = {
    Orders: () =>
        table(
            ["Order", "Customer", "Items", "Payment", "Fulfilment", "Total", ""],
            state.orders.map(orderRow),
            "No orders yet. Press <b>Random order</b> or <b>Place order</b>."
        ),
    Products: () =>
        table(
            ["Product", "Variant", "SKU", "Price", "Stock", ""],
            state.products.flatMap(productRows),
            "No products."
        ),
    Webhooks: () => webhookSwitches() + table(
        ["Time", "Topic", "Status", "Attempts", "To", "Payload"],
        state.webhooks.map(webhookRow),
        state.subscriptions.length
            ? "Nothing delivered yet."
            : "Nobody has subscribed. Connect the store first."
    ),
    "API calls": () => table(
        ["Time", "Operation", "Cost", "Answer"],
        state.calls.map(
            (found) => `<tr><td>${time(found.at)}</td><td class="code">${esc(found.operation)}</td>
            <td class="number">${found.cost}</td><td>${tag(found.status, found.status === "ok" || found.status === 200 ? "good" : "bad")}</td></tr>`
        ),
        "No calls yet."
    ),
    Faults: faultsView,
    Connect: connectView,
};

function orderRow(order) {
    const items = order.lines
        .filter((line) => line.quantity)
        .map((line) => `${line.quantity} × ${esc(line.title)}`)
        .join("<br>");
    const open = !order.cancelled;
    const left = order.lines.some((line) => line.unfulfilled > 0);
    const paid = order.payment === "PAID";
    const refundable = order.lines.some((line) => line.refundable > 0);
    const foreign = order.paid_in.currencyCode !== state.shop.currency
        ? `<br><span class="soft">${money(order.paid_in.amount, order.paid_in.currencyCode)}</span>` : "";
    return `<tr><td><b>${esc(order.name)}</b><br><span class="soft">${time(order.at)}</span></td>
        <td>${esc(order.customer || "no name")}</td><td>${items}</td>
        <td>${tag(words(order.payment), paid ? "good" : "wait")}</td>
        <td>${order.cancelled ? tag("cancelled", "bad") : tag(words(order.fulfilment), left ? "wait" : "good")}</td>
        <td class="number">${money(order.total, state.shop.currency)}${foreign}</td>
        <td><div class="buttons">${button("edit", order.id, "Edit", open)}
        ${button("pay", order.id, "Pay", open && !/PAID|REFUNDED/.test(order.payment))}
        ${button("fulfil", order.id, "Fulfil", open && left)}
        ${button("refund", order.id, "Refund", refundable)}
        ${button("cancel", order.id, "Cancel", open)}</div></td></tr>`;
}

function productRows(product) {
    return product.variants.map((variant, index) => `<tr>
        <td>${index ? "" : `<b>${esc(product.title)}</b> ${product.status === "ACTIVE" ? "" : tag(words(product.status), "")}`}</td>
        <td>${esc(variant.title)}</td><td class="code">${esc(variant.sku)}</td>
        <td class="number">${money(variant.price, state.shop.currency)}</td>
        <td class="number">${variant.stock ?? "–"}</td>
        <td><div class="buttons">${index ? "" : button("rename", product.id, "Change")
            + button("delete", product.id, "Delete")}</div></td></tr>`);
}

function webhookRow(found) {
    const kinds = {delivered: "good", failed: "bad", lost: "bad"};
    const why = found.error ? `<br><span class="soft">${esc(found.error)}</span>` : "";
    return `<tr><td>${time(found.at)}</td><td class="code" style="white-space:nowrap">${esc(found.topic)}</td>
        <td>${tag(found.status, kinds[found.status] || "wait")}${why}</td>
        <td class="number">${found.attempts}</td><td class="code soft">${esc(found.url)}</td>
        <td><details><summary>show</summary><pre class="code">${esc(found.body)}</pre></details></td></tr>`;
}

function webhookSwitches() {
    const {behaviour, shop} = state;
    const share = (name) => `<label>${name} <input type="number" min="0" max="1" step="0.1"
        data-behaviour="${name}" value="${behaviour[name]}"></label>`;
    return `<div class="card"><div class="buttons left">
        ${button(shop.paused ? "resume" : "pause", "", shop.paused ? "Resume deliveries" : "Pause deliveries")}
        <span class="soft">Share of messages to</span>
        ${["duplicate", "reorder", "lose"].map(share).join(" ")}
        ${button("misbehave", "", "Apply")}</div></div>`;
}

function faultsView() {
    const planned = [
        ...state.faults.once.map((found) => `${found.kind} for the next ${found.times} × ${found.operation || "any call"}`),
        ...state.faults.rates.map((found) => `${found.kind} for ${Math.round(found.share * 100)} % of ${found.operation || "all calls"}`),
    ];
    const rows = Object.entries(FAULTS).map(([kind, text]) => `<tr><td>${text}<br><span class="soft code">${kind}</span></td><td><div class="buttons">
        ${button("fault-once", kind, "Next call")}${button("fault-rate", kind, "10 % of calls")}</div></td></tr>`);
    const scopes = state.shop.scopes.map((scope) => button("revoke", scope, scope)).join("");
    return `<div class="cards"><div class="card"><h2>Make API calls fail</h2><table>${rows.join("")}</table></div>
        <div><div class="card"><h2>Switched on</h2>
        ${planned.length ? `<ul>${planned.map((text) => `<li>${esc(text)}</li>`).join("")}</ul>` : '<p class="soft">Nothing: the store behaves.</p>'}
        <p class="soft">${state.faults.fired} calls have failed so far.</p>${button("fault-clear", "", "Behave again")}</div>
        <div class="card"><h2>Take a scope away</h2><div class="buttons left">${scopes}</div></div>
        <div class="card"><h2>Time</h2><p class="soft">${new Date(state.shop.now).toLocaleString("en-GB")} · ${state.shop.speed} × real time</p>
        ${button("advance", "3600", "One hour ahead")} ${button("advance", "86400", "One day ahead")}</div></div></div>`;
}

function connectView() {
    const row = (name, value) => `<tr><th>${name}</th><td class="code">${esc(value)}</td></tr>`;
    const {shop} = state;
    const topics = state.subscriptions.map((found) => row(esc(found.topic), found.uri)).join("");
    return `<div class="card"><h2>Credentials of the app</h2><table>
        ${row("Shop domain", shop.domain)}${row("Client ID", shop.client_id)}
        ${row("Client secret", shop.client_secret)}${row("Static token", shop.static_token)}</table></div>
        <div class="card"><h2>Webhook subscriptions</h2>${topics ? `<table>${topics}</table>` : '<p class="soft">None.</p>'}
        <p>${button("uninstall", "", "Uninstall the app", shop.installed)}</p></div>`;
}

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
    cancel(id) {
        const order = orderOf(id);
        ask(`Cancel ${order.name}`, check("restock", "Put the goods back into stock"), (form) =>
            act(`${order.name} cancelled`, "cancel_order", {gid: id, restock: form.has("restock")}));
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
    uninstall: () => ask("Uninstall the app", "<p>Its tokens and subscriptions end at once.</p>", () => act("App uninstalled", "uninstall")),
};

function placeOrder() {
    const variants = state.products.flatMap((product) => product.variants.map((variant) =>
        `<option value="${variant.id}">${esc(product.title)} – ${esc(variant.title)} (${variant.price}, ${variant.stock ?? "no"} in stock)</option>`));
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
        const code = form.get("code");
        act("Order placed", "place_order", {
            lines,
            customer: form.get("customer") || null,
            email: form.get("customer") ? null : "guest@example.com",
            shipping: {title: "Standard", code: "STANDARD", price: form.get("shipping") || "0"},
            taxes: rate ? [{title: "VAT", rate: String(rate / 100)}] : [],
            discounts: code ? [{type: "code", code, percentage: form.get("percentage")}] : [],
            note: form.get("note") || null,
            paid: form.has("paid"),
        });
    });
}

document.addEventListener("click", (event) => {
    const {verb, id, tab: chosen, close} = event.target.dataset;
    if (close) {
        byId("dialog").close();
    } else if (verb) {
        VERBS[verb](id);
    } else if (chosen) {
        tab = location.hash = chosen;
        drawn = "";
        draw();
    }
});
byId("random").onclick = () => act("Order placed", "generate", {orders: 1, quiet: false});
byId("place").onclick = placeOrder;
const choice = byId("store");
choice.innerHTML = domains.map((name) => `<option>${esc(name)}</option>`).join("");
choice.hidden = domains.length === 1;
choice.onchange = () => {
    domain = choice.value;
    refresh();
};
refresh();
setInterval(refresh, 2000);
