"""A private, throw-away PostgreSQL cluster on a unix socket, one per checkout.

Durability is switched off: nothing in it is worth keeping.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .console import Problem, run, step
from .paths import ROOT, STATE, digest
from .system import postgres_programs

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
port = 5432
max_connections = 200
lock_timeout = 5min
shared_buffers = 256MB
max_wal_size = 2GB
fsync = off
synchronous_commit = off
full_page_writes = off
"""
USER = "odoo"


def socket_folder():
    """Below /tmp: a path in the checkout can exceed what a socket allows (107)."""
    return Path(f"/tmp/connector_shopify-{digest(ROOT, os.geteuid())}")


def version():
    """The major version of the programs, part of the name of what they wrote."""
    return run([_program("postgres"), "--version"]).split()[2].split(".")[0]


def ensure():
    """Create the cluster if there is none, and start it if it does not run."""
    home = _home()
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        with step("create a private PostgreSQL cluster"):
            _stop_orphan()
            _create(home, data)
    if not _runs(data):
        with step("start PostgreSQL"):
            _own(socket_folder())
            log = home / "postgres.log"
            _as_owner("pg_ctl", "-D", data, "-l", log, "-w", "-s", "start")


def stop():
    """Stop the cluster, if it runs."""
    data = _home() / "data"
    if (data / "PG_VERSION").exists() and _runs(data):
        _as_owner("pg_ctl", "-D", data, "-w", "-s", "-m", "fast", "stop")
        socket_folder().rmdir()


def environment():
    """What PostgreSQL's programs and Odoo need to find the cluster."""
    return {"PGHOST": str(socket_folder()), "PGUSER": USER}


def client(program, *arguments):
    """Run createdb, dropdb, psql, pg_dump or pg_restore on the cluster."""
    return run([_program(program), *arguments], env={**os.environ, **environment()})


def sql(statement, database="postgres"):
    """The rows of a statement, as lines of text."""
    command = ("psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", database)
    return client(*command, "-c", statement).splitlines()


def databases():
    """The names of all databases."""
    return sql("SELECT datname FROM pg_database")


def _program(name):
    return postgres_programs() / name


def _home():
    """A folder for the cluster, which the user postgres can reach when we are root."""
    home = STATE / "pg"
    home.mkdir(parents=True, exist_ok=True)
    if not os.geteuid():
        reach = subprocess.run(["test", "-x", home], **_owner(), check=False)
        if reach.returncode:
            home = Path(f"/var/tmp/connector_shopify-{digest(ROOT)}")
    _own(home)
    return home


def _own(folder):
    """Give a folder to the cluster's owner; refuse one that somebody else laid."""
    folder.mkdir(mode=0o700, exist_ok=True)
    uid, owner = folder.stat().st_uid, _owner().get("user", os.geteuid())
    if uid not in (os.geteuid(), owner):
        raise Problem(f"{folder} belongs to another user: remove it and run again.")
    if uid != owner:
        shutil.chown(folder, owner, _owner().get("group"))


def _owner():
    """PostgreSQL refuses to run as root: then it runs as the user postgres."""
    if os.geteuid():
        return {}
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError as error:
        raise Problem(
            "PostgreSQL does not run as root, and there is no user postgres: create "
            "one (useradd --system postgres) or run ./dev as an ordinary user."
        ) from error
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _as_owner(program, *arguments):
    run([_program(program), *arguments], cwd="/", **_owner())


def _create(home, data):
    draft = home / "creating"
    shutil.rmtree(draft, ignore_errors=True)
    locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--lc-collate=C")
    access = ("--username", USER, "--auth", "trust", "--no-sync")
    _as_owner("initdb", "--pgdata", draft, *locale, *access)
    with open(draft / "postgresql.conf", "a") as settings:
        settings.write(SETTINGS.format(sockets=socket_folder()))
    draft.rename(data)


def _runs(data):
    command = [_program("pg_ctl"), "-D", data, "status"]
    return not subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
        **_owner(),
    ).returncode


def _stop_orphan():
    """Stop a server whose checkout was deleted under it and still has our socket."""
    lock = socket_folder() / ".s.PGSQL.5432.lock"
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        pid = int(lock.read_text().split()[0])
        while Path(f"/proc/{pid}/comm").read_text() == "postgres\n":
            os.kill(pid, signal.SIGQUIT)
            time.sleep(0.1)
