"""Command line of the trainer. Standard output carries one JSON object per line; see ``progress``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from pathlib import Path

from model_trainer.contributions import contributions
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
        if options.command == "contributions":
            print(json.dumps(contributions(options.model, options.rows), allow_nan=False))
        else:
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
    told = commands.add_parser("contributions", help="prints LightGBM's own contributions of the features as JSON")
    told.add_argument("--model", type=Path, required=True, help="folder that a training has written")
    told.add_argument("--rows", type=Path, required=True, help="Arrow file with a column features")
    return parser


def _end_with_stdin() -> None:
    """A killed caller sends no message, but its end of the pipe closes."""
    while os.read(0, 4096):
        pass
    os._exit(EXIT_ABANDONED)
