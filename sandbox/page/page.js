"use strict";
/* Draws the store from the control API every two seconds and presses its verbs. */

const TABS = ["Orders", "Products", "Webhooks", "API calls", "Faults", "Connect"];
const domains = document.body.dataset.stores.split(" ");
let domain = domains[0];
let state = null;
let tab = TABS.find((name) => name === decodeURIComponent(location.hash.slice(1))) || TABS[0];
let drawn = "";

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

document.addEventListener("click", (event) => {
    const {verb, id, tab: chosen, close} = event.target.dataset;
    if (close) {
        byId("dialog").close();
    } else if (verb) {
        VERBS[verb](id);
    } else if (chosen) {
        tab = location.hash = chosen;
        byId("content").innerHTML = drawn = "";
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
