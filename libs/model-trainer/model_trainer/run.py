"""One training, from the folder of the data set to the folder of the model."""

from __future__ import annotations

import json
from pathlib import Path

from model_trainer.arrow_rows import PredictionWriter
from model_trainer.dataset import Dataset, load
from model_trainer.graph import build_graph, build_probability_graph
from model_trainer.progress import Progress, say
from model_trainer.reference import feature_reference, golden_rows
from model_trainer.report import report_of
from model_trainer.scoring import HoldOutScorer, Parity, Scorer
from model_trainer.settings import THREADS
from model_trainer.training import Clock, Training, read_table
from model_trainer.trees_file import trees_of


def train(source: Path, out: Path) -> None:
    """:raises Refused: where nothing can be learned. :raises ValueError: where files do not fit. :raises ParityError: see ``scoring``."""
    progress = Progress()
    progress.tell(0.0, "reading", "reading the data set")
    dataset = load(source)
    table = read_table(dataset)
    progress.tell(0.05, "reading", f"{table.rows.size} rows to learn from")
    training = Training(table, lambda share, message: progress.tell(0.05 + 0.65 * share, "training", message))
    models, platt = training.models()
    clock = Clock(table, lambda share: progress.tell(0.7 + 0.05 * share, "training", "elapsed time only"))
    model = build_graph(models, len(dataset.names)).SerializeToString(deterministic=True)
    scorer = Scorer(model, THREADS)
    held_out = HoldOutScorer(
        dataset,
        scorer,
        models,
        clock.booster(),
        {fold: (training.models(fold)[0], clock.booster(fold)) for fold in training.folds},
    )
    out.mkdir(parents=True, exist_ok=True)
    parity = _score(held_out, out, progress)
    progress.tell(0.97, "writing", "writing the model")
    (out / "model.onnx").write_bytes(model)
    _write_json(out / "golden.json", golden_rows(dataset, scorer))
    _write_json(out / "reference.json", feature_reference(table, models.probability))
    probability_graph = build_probability_graph(models, len(dataset.names))
    (out / "probability.onnx").write_bytes(probability_graph.SerializeToString(deterministic=True))
    _write_json(out / "trees.json", trees_of(models.probability, len(dataset.names)))
    (out / "model.txt").write_text(models.probability.model_to_string(), encoding="utf-8")
    _write_json(out / "report.json", report_of(source, training, models, platt, parity))
    say("done", progress=1.0, message=f"{training.choice().rounds} rounds, {len(model)} bytes")


def _score(held_out: HoldOutScorer, out: Path, progress: Progress) -> Parity:
    dataset: Dataset = held_out.dataset

    def report(share: float) -> None:
        progress.tell(0.75 + 0.2 * share, "scoring", f"scoring {dataset.held_out.size} held-out rows")

    with PredictionWriter(out / "predictions.arrow", len(dataset.components)) as writer:
        return held_out.run(writer.write, report)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, allow_nan=False), encoding="utf-8")
