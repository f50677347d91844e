"""What the caller reads on standard output: one JSON object per line."""

from __future__ import annotations

import json
import sys


class Refused(Exception):
    """The data cannot give a model; the message says why in plain words."""


def say(event: str, **fields: object) -> None:
    """Writes one line; ``event`` is ``progress``, ``done``, ``refused`` or ``failed``."""
    sys.stdout.write(json.dumps({"event": event, **fields}, allow_nan=False) + "\n")
    sys.stdout.flush()
