"""``report.json``: the models of a run and the data they were trained on. It does not depend on the
time or speed of the run, except for the settings that a search found in its time.
"""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np

from model_trainer.calibration import Platt
from model_trainer.dataset import digest
from model_trainer.models import Models
from model_trainer.out_of_fold import Choice
from model_trainer.scoring import Parity
from model_trainer.settings import hyperparameters_of
from model_trainer.training import Training

LIBRARIES = ("lightgbm", "numpy", "onnx", "onnxruntime", "optuna", "pyarrow")


def report_of(source: Path, training: Training, models: Models, platt: Platt, parity: Parity) -> dict:
    dataset, choice = training.dataset, training.choice()
    asked = ~dataset.early
    learning, held_out = dataset.learning & asked, (dataset.fold >= 0) & asked
    positive = dataset.label == 1
    return {
        "rowsTrain": int(learning.sum()),
        "rowsTest": int(held_out.sum()),
        "positivesTrain": int((learning & positive).sum()),
        "positivesTest": int((held_out & positive).sum()),
        "folds": dataset.folds,
        "preset": choice.name,
        "hyperparameters": hyperparameters_of(choice.lead.preset, choice.lead.rounds),
        "blend": _blend(choice),
        "trials": training.trials,
        "rounds": choice.rounds,
        "averagePrecisionUnseen": None if np.isnan(choice.precision) else choice.precision,
        "calibration": {"slope": platt.slope, "offset": platt.offset},
        "componentsSeen": [dataset.components[one] for one in models.present],
        "componentsOwnModel": [dataset.components[one] for one in sorted(models.own)],
        "belowFloor": _below_floor(models),
        "leaks": [
            {"feature": leak.feature, "kind": leak.kind, "failures": leak.failures, "leadMinutes": leak.lead_minutes}
            for leak in training.leaks
        ],
        "parity": parity.report(),
        "dataDigest": digest(source),
        "seed": dataset.seed,
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }


def _below_floor(models: Models) -> dict:
    """The outputs of rows below the floor, in float32 like the graph."""
    return {
        "floor": models.floor,
        "componentShares": [float(np.float32(share)) for share in models.prior],
        "timeToFailure": [float(np.float32(minutes)) for minutes in models.minutes_prior],
    }


def _blend(choice: Choice) -> list[dict]:
    """The members of the mean; empty for a single model, which the report names elsewhere."""
    if len(choice.members) == 1:
        return []
    return [
        {
            "preset": member.preset.name,
            "rounds": member.rounds,
            "hyperparameters": hyperparameters_of(member.preset, member.rounds),
        }
        for member in choice.members
    ]
