"""``python -m sandbox``: a store for people, filled from a seed."""

import argparse

from . import Server, Store
from .control import generate


def main():
    """Serve one store per ``--domain`` until interrupted."""
    options = _options()
    stores = [_store(domain, options) for domain in options.domain]
    try:
        server = Server(stores=stores, port=options.port)
    except OSError as error:
        raise SystemExit(
            f"Port {options.port} cannot be used ({error.strerror}); "
            "choose another one with --port."
        ) from error
    print(f"Sandbox store: {server.url}/", flush=True)
    for store in stores:
        print(
            f"  {store.domain}  client id {store.client_id}"
            f"  client secret {store.client_secret}",
            flush=True,
        )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped.")


def _options():
    parser = argparse.ArgumentParser(prog="sandbox", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument(
        "--domain", nargs="+", default=["demo.myshopify.com"], metavar="DOMAIN"
    )
    parser.add_argument("--currency", default="EUR")
    parser.add_argument("--country", default="DE")
    parser.add_argument("--plan", default="basic")
    parser.add_argument("--taxes-included", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--products", type=int, default=40)
    parser.add_argument("--customers", type=int, default=20)
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--client-id", help="instead of a random one")
    parser.add_argument("--client-secret", help="instead of a random one")
    return parser.parse_args()


def _store(domain, options):
    store = Store(
        domain=domain,
        currency=options.currency,
        seed=options.seed,
        taxes_included=options.taxes_included,
        plan=options.plan,
        country=options.country,
    )
    store.client_id = options.client_id or store.client_id
    store.client_secret = options.client_secret or store.client_secret
    with store.quiet():
        if not store.all("Location"):
            store.create_location("Warehouse")
        generate(store, options.products, options.customers, options.orders)
    return store


if __name__ == "__main__":
    main()
