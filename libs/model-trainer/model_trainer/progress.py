"""Progress for the caller on standard output: one JSON object per line."""

from __future__ import annotations

import json
import sys
import time


class Refused(Exception):
    """The data cannot give a model; the message says why in plain words."""


def say(event: str, **fields: object) -> None:
    """Writes one line; ``event`` is ``progress``, ``done``, ``refused`` or ``failed``."""
    sys.stdout.write(json.dumps({"event": event, **fields}, allow_nan=False) + "\n")
    sys.stdout.flush()


class Progress:
    """Reports the progress of one run, its stage and the approximate remaining seconds."""

    #: Below this share of the work, the remaining time cannot be estimated.
    SHARE_TO_ESTIMATE = 0.05
    #: A line of the same stage is left out when it follows the previous one sooner than this.
    INTERVAL_S = 0.5

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._said = -1.0
        self._stage = ""

    def tell(self, share: float, stage: str, message: str) -> None:
        now = time.monotonic() - self._started
        if stage == self._stage and now - self._said < self.INTERVAL_S:
            return
        self._stage, self._said = stage, now
        known = share >= self.SHARE_TO_ESTIMATE
        remaining = {"remainingS": round(now * (1 - share) / share, 1)} if known else {}
        say("progress", progress=round(share, 4), stage=stage, message=message, **remaining)
