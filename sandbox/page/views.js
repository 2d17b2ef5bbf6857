"use strict";
/* What each tab shows: functions from the state of the store to HTML. */

const FAULTS = {
    throttle: "Throttled: the bucket of points is empty",
    concurrent: "The key of a change is in use by another call",
    http_500: "Server error 500",
    http_503: "Server error 503",
    timeout_before: "No answer, and nothing was done",
    timeout_after: "No answer, but it was done",
    drop: "Connection dropped",
    expired_token: "The access token has expired",
};
const byId = (id) => document.getElementById(id);

const esc = (text) =>
    String(text ?? "").replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

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
        .map((line) => line.quantity
            ? `${line.quantity} × ${esc(line.title)}`
            : `<s class="soft">${line.ordered} × ${esc(line.title)}</s>`)
        .join("<br>");
    const open = !order.cancelled;
    const left = order.lines.some((line) => line.unfulfilled > 0);
    const paid = order.payment === "PAID";
    const refundable = order.lines.some((line) => line.refundable > 0);
    const shipped = order.lines.some((line) => line.shipped > 0);
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
        ${order.returns.length ? button("take-back", order.returns[0].id, "Take back") : button("return", order.id, "Return", shipped)}
        ${button("cancel", order.id, "Cancel", open)}</div></td></tr>`;
}

function productRows(product) {
    return product.variants.map((variant, index) => `<tr>
        <td>${index ? "" : `<b>${esc(product.title)}</b> ${product.status === "ACTIVE" ? "" : tag(words(product.status), "")}`}</td>
        <td>${variant.title === "Default Title" ? "" : esc(variant.title)}</td><td class="code">${esc(variant.sku)}</td>
        <td class="number">${money(variant.price, state.shop.currency)}</td>
        <td class="number">${variant.stock ?? "–"}</td>
        <td><div class="buttons">${button("stock", variant.id, "Stock")}${index ? "" : button("rename", product.id, "Change")
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
        ${row("Client secret", shop.client_secret)}${row("Static token", shop.static_token)}
        ${row("In odoo.conf", `[connector_shopify] sandbox_url = ${location.origin}`)}</table></div>
        <div class="card"><h2>Webhook subscriptions</h2>${topics ? `<table>${topics}</table>` : '<p class="soft">None.</p>'}
        <p>${shop.installed ? button("uninstall", "", "Uninstall the app") : button("install", "", "Install the app again")}</p></div>`;
}
