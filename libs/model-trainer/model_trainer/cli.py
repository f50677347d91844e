"""Command line of the trainer. Standard output carries one JSON object per line; see ``progress``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import threading
from importlib.metadata import version
from pathlib import Path

import numpy as np

from model_trainer.dataset import TEST, TRAIN, Dataset, digest, load
from model_trainer.graph import build_graph
from model_trainer.models import THREADS, Models, train_models
from model_trainer.progress import Refused, say
from model_trainer.reference import feature_reference, golden_rows
from model_trainer.scoring import ParityError, Scorer, score_and_compare

LIBRARIES = ("lightgbm", "numpy", "onnx", "onnxruntime")
EXIT_FAILED, EXIT_REFUSED, EXIT_ABANDONED = 1, 3, 4


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (the data cannot give a model), 4 caller gone."""
    parser = argparse.ArgumentParser(prog="model_trainer", description=__doc__)
    train = parser.add_subparsers(dest="command", required=True).add_parser("train")
    train.add_argument("--dataset", type=Path, required=True, help="folder with the data set")
    train.add_argument("--out", type=Path, required=True, help="folder for the model; made where missing")
    train.add_argument("--end-with-stdin", action="store_true", help="end when standard input closes: the caller is gone")
    options = parser.parse_args(arguments)
    if options.end_with_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    try:
        _train(options.dataset, options.out)
    except Refused as refusal:
        say("refused", message=str(refusal))
        return EXIT_REFUSED
    except (OSError, ValueError, KeyError, ParityError) as error:
        say("failed", message=f"{type(error).__name__}: {error}")
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return EXIT_FAILED
    return 0


def _end_with_stdin() -> None:
    """A caller that was killed cannot say so, but its end of the pipe closes."""
    while os.read(0, 4096):
        pass
    os._exit(EXIT_ABANDONED)


def _train(source: Path, out: Path) -> None:
    say("progress", progress=0.0, message="reading the data set")
    dataset = load(source)
    models = train_models(dataset, lambda share, message: say("progress", progress=0.9 * share, message=message))
    model = build_graph(models, len(dataset.names), len(dataset.components)).SerializeToString(deterministic=True)
    scorer = Scorer(model, THREADS)
    rows = dataset.rows(TEST)
    say("progress", progress=0.9, message=f"scoring {rows.size} held-back rows")
    probabilities, parity = score_and_compare(scorer, models, dataset, rows)
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(model)
    np.save(out / "predictions.npy", probabilities)
    _write_json(out / "golden.json", golden_rows(dataset, scorer))
    _write_json(out / "reference.json", feature_reference(dataset, models))
    _write_json(out / "report.json", _report(source, dataset, models, parity))
    say("done", progress=1.0, message=f"{models.rounds} rounds, {len(model)} bytes")


def _report(source: Path, dataset: Dataset, models: Models, parity: dict) -> dict:
    """Nothing here depends on when or how fast the run was: the same data and seed give the same bytes."""
    return {
        "rowsTrain": int(dataset.rows(TRAIN).size),
        "rowsTest": int(dataset.rows(TEST).size),
        "positivesTrain": int(dataset.rows(TRAIN, 1).size),
        "positivesTest": int(dataset.rows(TEST, 1).size),
        "rounds": models.rounds,
        "calibration": {"slope": models.platt.slope, "offset": models.platt.offset},
        "componentsSeen": [dataset.components[index] for index in models.present],
        "parity": parity,
        "dataDigest": digest(source),
        "seed": dataset.seed,
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, allow_nan=False), encoding="utf-8")
