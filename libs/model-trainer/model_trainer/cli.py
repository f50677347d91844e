"""Command line of the trainer. Standard output carries one JSON object per line; see ``progress``."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path

from model_trainer.progress import Refused, say
from model_trainer.run import train
from model_trainer.scoring import ParityError

EXIT_FAILED, EXIT_REFUSED, EXIT_ABANDONED = 1, 3, 4


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (the data cannot give a model), 4 caller gone."""
    options = _parser().parse_args(arguments)
    if options.end_with_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    try:
        train(options.dataset, options.out)
    except Refused as refusal:
        say("refused", message=str(refusal))
        return EXIT_REFUSED
    except (OSError, ValueError, KeyError, ParityError) as error:
        say("failed", message=f"{type(error).__name__}: {error}")
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return EXIT_FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="model_trainer", description=__doc__)
    parser.set_defaults(end_with_stdin=False)
    commands = parser.add_subparsers(dest="command", required=True)
    train_command = commands.add_parser("train", help="trains one model version")
    train_command.add_argument("--dataset", type=Path, required=True, help="folder with the data set")
    train_command.add_argument("--out", type=Path, required=True, help="folder for the model; made where missing")
    train_command.add_argument("--end-with-stdin", action="store_true", help="end when standard input closes: the caller is gone")
    return parser


def _end_with_stdin() -> None:
    """A caller that was killed cannot say so, but its end of the pipe closes."""
    while os.read(0, 4096):
        pass
    os._exit(EXIT_ABANDONED)
