"""Searches settings that score unseen parts better than the presets do, within the caller's time
budget.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from model_trainer.dataset import RequestedTraining
from model_trainer.out_of_fold import OutOfFold
from model_trainer.question import PartData
from model_trainer.settings import ROUNDS_KEY, Preset, as_requested

TRIALS_MAX = 40
ROUNDS_MAX = 400

#: By the names that callers write; settings that a caller has fixed are not searched.
SPACE: dict[str, BaseDistribution] = {
    "numLeaves": IntDistribution(3, 48, log=True),
    "learningRate": FloatDistribution(0.02, 0.3, log=True),
    "featureFraction": FloatDistribution(0.15, 1.0),
    "baggingFraction": FloatDistribution(0.4, 1.0),
    "minDataInLeaf": IntDistribution(5, 200, log=True),
    "maxDepth": IntDistribution(2, 8),
    "lambdaL2": FloatDistribution(0.5, 100.0, log=True),
    "extraTrees": CategoricalDistribution([False, True]),
}


def search(
    answer: OutOfFold,
    presets: list[Preset],
    requested: RequestedTraining,
    guided: bool,
    seed: int,
    report: Callable[[float], None],
) -> list[Preset]:
    """Tries settings on every part and returns them all, as candidates beside the presets, which
    ``answer`` has fitted already.

    Without a time budget, the number of trials is fixed, and so is the outcome. With a budget, the
    outcome depends on the machine: the chosen settings are recorded, and a run with these fixed
    gives the same model.

    :param guided: whether earlier scores may guide the search. False when the parts are the
        caller's folds, because the same scores judge them: settings are then drawn at random, and
        the settings of each fold are chosen by the other folds.
    """
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(seed=seed) if guided else optuna.samplers.RandomSampler(seed=seed)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    space = {key: values for key, values in SPACE.items() if key not in requested.hyperparameters}
    data = [PartData(answer.question, part) for part in answer.parts]
    started = time.monotonic()
    found: list[Preset] = []
    while len(found) < TRIALS_MAX:
        done = len(found) / TRIALS_MAX
        if requested.time_budget_s is not None:
            done = max(done, (time.monotonic() - started) / max(requested.time_budget_s, 1e-9))
        if done >= 1:
            break
        report(done)
        trial = study.ask(space)
        preset = _preset(presets[0], f"trial-{len(found)}", trial.params, requested)
        for number, part in enumerate(data):
            answer.fit([preset], number, part)
        choice = answer.choose([preset], range(len(data)), ROUNDS_MAX)
        study.tell(trial, -choice.loss if np.isnan(choice.precision) else choice.precision)
        found.append(preset)
    return found


def _preset(like: Preset, name: str, searched: dict[str, float], requested: RequestedTraining) -> Preset:
    settings = {**searched, **requested.hyperparameters}
    rounds_max = int(settings.get(ROUNDS_KEY, ROUNDS_MAX))
    return as_requested([Preset(name, like.trees, rounds_max, searched=True)], settings, like.monotone)[0]
