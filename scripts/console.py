"""What ./dev says, and how it runs other programs."""

import contextlib
import shlex
import subprocess
import sys
import time


class Problem(Exception):
    """Something a person has to put right; its text says what."""


def say(text):
    """Tell the person how things go.

    On stderr: what a command is asked for goes to stdout alone.
    """
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(title):
    """Announce a piece of work, and how many seconds it took when it is done."""
    say(f"- {title} ...")
    started = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - started:.1f} s")


def run(command, **options):
    """Run a program quietly and return what it printed.

    :raises Problem: it failed; carries the end of its output.
    """
    command = [str(part) for part in command]
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **{"stdin": subprocess.DEVNULL, **options},
        )
    except FileNotFoundError as error:
        raise Problem(f"The program {command[0]} is missing.") from error
    if done.returncode:
        output = "\n".join(done.stdout.splitlines()[-40:])
        raise Problem(f"This command failed:\n{shlex.join(command)}\n{output}")
    return done.stdout
