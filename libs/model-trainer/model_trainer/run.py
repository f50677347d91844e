"""One training from the data set's folder to the model's."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from model_trainer import former_shape
from model_trainer.arrow_rows import PredictionWriter
from model_trainer.dataset import Dataset, load
from model_trainer.graph import build_graph, build_probability_graph
from model_trainer.progress import Progress, say
from model_trainer.reference import feature_reference, golden_rows
from model_trainer.report import report_of
from model_trainer.scoring import HeldBackScorer, Parity, Scorer
from model_trainer.settings import THREADS
from model_trainer.training import Clock, Training, read_table
from model_trainer.trees_file import trees_of


def train(source: Path, out: Path) -> None:
    """:raises Refused: where nothing can be learned. :raises ValueError: where files do not fit. :raises ParityError: see ``scoring``."""
    progress = Progress()
    progress.tell(0.0, "reading", "reading the data set")
    dataset = load(source)
    former = former_shape.is_former(source)
    table = read_table(dataset)
    progress.tell(0.05, "reading", f"{table.rows.size} rows to learn from")
    training = Training(table, lambda share, message: progress.tell(0.05 + 0.65 * share, "training", message))
    models, platt = training.models()
    clock = None if former else Clock(table, lambda share: progress.tell(0.7 + 0.05 * share, "training", "elapsed time only"))
    model = build_graph(models, len(dataset.names)).SerializeToString(deterministic=True)
    scorer = Scorer(model, THREADS)
    held_back = HeldBackScorer(
        dataset,
        scorer,
        models,
        None if clock is None else clock.booster(),
        {fold: (training.models(fold)[0], None if clock is None else clock.booster(fold)) for fold in training.folds},
    )
    out.mkdir(parents=True, exist_ok=True)
    parity = _score(held_back, out, former, progress)
    progress.tell(0.97, "writing", "writing the model")
    (out / "model.onnx").write_bytes(model)
    _write_json(out / "golden.json", golden_rows(dataset, scorer))
    _write_json(out / "reference.json", feature_reference(table, models.probability))
    if not former:
        probability_graph = build_probability_graph(models, len(dataset.names))
        (out / "probability.onnx").write_bytes(probability_graph.SerializeToString(deterministic=True))
        _write_json(out / "trees.json", trees_of(models.probability, len(dataset.names)))
        (out / "model.txt").write_text(models.probability.model_to_string(), encoding="utf-8")
    _write_json(out / "report.json", report_of(source, training, models, platt, parity))
    say("done", progress=1.0, message=f"{training.choice().rounds} rounds, {len(model)} bytes")


def _score(held_back: HeldBackScorer, out: Path, former: bool, progress: Progress) -> Parity:
    dataset: Dataset = held_back.dataset
    probabilities: list[np.ndarray] = []

    def report(share: float) -> None:
        progress.tell(0.75 + 0.2 * share, "scoring", f"scoring {dataset.held_back.size} held-back rows")

    with ExitStack() as stack:
        if former:
            parity = held_back.run(lambda probability, *_: probabilities.append(probability), report)
            former_shape.write_former_predictions(out, np.concatenate([np.zeros(0), *probabilities]))
        else:
            writer = stack.enter_context(PredictionWriter(out / "predictions.arrow", len(dataset.components)))
            parity = held_back.run(writer.write, report)
    return parity


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, allow_nan=False), encoding="utf-8")
