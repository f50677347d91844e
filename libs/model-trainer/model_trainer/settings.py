"""Settings of the trees: a few presets from which the data choose, and the settings that a caller
may fix.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

THREADS = 2
FEATURES_FEW_MAX = 40
#: With fewer independent failures than this, a comparison of presets is chance.
FAILURES_TO_CHOOSE = 20
#: Rounds of small steps: with fewer, some features are never used; with more, the trees follow
#: single assets.
PATIENT_ROUNDS_MIN = 50
PATIENT_ROUNDS_MAX = 200
#: Components find their rounds separately, regardless of the rounds for the whole.
ROUNDS_OWN_MAX = 300

#: Names of hyperparameters as callers write them, and LightGBM's. ``numIterations`` is separate: it
#: is not a setting of a tree.
HYPERPARAMETERS = {
    "numLeaves": "num_leaves",
    "learningRate": "learning_rate",
    "featureFraction": "feature_fraction",
    "baggingFraction": "bagging_fraction",
    "baggingFreq": "bagging_freq",
    "minDataInLeaf": "min_data_in_leaf",
    "maxDepth": "max_depth",
    "lambdaL2": "lambda_l2",
    "extraTrees": "extra_trees",
}
ROUNDS_KEY = "numIterations"


@dataclass(frozen=True)
class Preset:
    """``rounds_max``: the upper limit of the search for rounds.

    ``rounds``: fixed by the caller, without a search.
    ``searched``: whether a search found the settings.
    ``rounds_min``: the lower limit of the choice.
    """

    name: str
    trees: dict[str, float]
    rounds_max: int
    rounds: int | None = None
    monotone: tuple[int, ...] = field(default=())
    searched: bool = False
    rounds_min: int = 1

    def parameters(self, seed: int, **more: object) -> dict[str, object]:
        """LightGBM's parameters."""
        constraints = {"monotone_constraints": list(self.monotone)} if any(self.monotone) else {}
        return {**common(seed), **self.trees, **constraints, **more}


    def for_components(self) -> Preset:
        """The same trees, with their rounds found separately."""
        return replace(self, rounds=None, rounds_max=ROUNDS_OWN_MAX, rounds_min=1)


def common(seed: int) -> dict[str, object]:
    """Settings that no preset changes: the same bytes each time, and more bins than the float32
    values of a sensor fill.
    """
    return {
        "verbosity": -1,
        "num_threads": THREADS,
        "deterministic": True,
        "force_row_wise": True,
        "feature_pre_filter": False,
        "seed": seed,
        "max_bin": 63,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
    }


def calm(width: int, positives: int) -> Preset:
    """Trees of few and large leaves, because rows before one failure are nearly equal, and any
    other condition of that day (a standing flag, a charge) is easily mistaken for its cause. Where
    features are many, each tree sees a quarter of them and cuts at random: so the model learns many
    signs of a fault instead of one. Where features are few, the best cut is needed.
    """
    crowded = width > FEATURES_FEW_MAX
    trees = {
        "extra_trees": crowded,
        "feature_fraction": 0.25 if crowded else 1.0,
        "learning_rate": 0.3 if crowded else 0.15,
        "num_leaves": 6,
        "max_depth": 5,
        "lambda_l2": 5.0,
        "min_data_in_leaf": leaf_rows(positives),
    }
    return Preset("calm", trees, rounds_max=120)


def patient(width: int, positives: int) -> Preset:
    """For a handful of failures: the trees of ``calm`` with four leaves, in small steps. One
    failure more or less changes the curve of scores over rounds, so its highest round says little.
    With small steps, the result hardly changes from one round to the next, and a minimum number of
    rounds prevents a choice at which the trees have used only a fraction of the features.
    """
    trees = calm(width, positives).trees
    steps = {"learning_rate": 0.05, "num_leaves": 4, "feature_fraction": max(trees["feature_fraction"], 0.5)}
    return Preset("patient", {**trees, **steps}, rounds_max=PATIENT_ROUNDS_MAX, rounds_min=PATIENT_ROUNDS_MIN)


def leaf_rows(positives: int) -> int:
    """Rare rows (one a day) need smaller leaves than frequent rows."""
    return max(5, min(50, positives // 20))


def presets(width: int, positives: int, failures: int) -> list[Preset]:
    """The patient preset for few failures; for many, the calm preset, and presets that can follow a
    sharp signal.
    """
    if failures < FAILURES_TO_CHOOSE:
        return [patient(width, positives)]
    return [calm(width, positives), *_followers(leaf_rows(positives))]


def _followers(rows: int) -> list[Preset]:
    """Sharp: a few counters carry the whole signal. Slow: many weak signs. Flat: signs that only
    add up, without interactions.
    """
    steady = {"extra_trees": False, "max_depth": -1}
    sharp = {"learning_rate": 0.1, "num_leaves": 15, "feature_fraction": 0.5, "lambda_l2": 5.0, "min_data_in_leaf": rows}
    slow = {"learning_rate": 0.05, "num_leaves": 6, "feature_fraction": 0.3, "lambda_l2": 20.0, "min_data_in_leaf": 2 * rows}
    flat = {"learning_rate": 0.1, "num_leaves": 2, "feature_fraction": 0.5, "lambda_l2": 20.0, "min_data_in_leaf": 2 * rows}
    return [
        Preset("sharp", {**steady, **sharp}, rounds_max=200),
        Preset("slow", {**steady, **slow}, rounds_max=300),
        Preset("flat", {**steady, **flat}, rounds_max=300),
    ]


def as_requested(choices: list[Preset], hyperparameters: dict[str, float], monotone: tuple[int, ...]) -> list[Preset]:
    """The presets with the caller's fixed settings; presets that become equal are merged.

    :raises ValueError: for a hyperparameter that is not known.
    """
    unknown = sorted(set(hyperparameters) - set(HYPERPARAMETERS) - {ROUNDS_KEY})
    if unknown:
        raise ValueError(f"there is no hyperparameter {unknown[0]}")
    fixed = {HYPERPARAMETERS[key]: value for key, value in hyperparameters.items() if key in HYPERPARAMETERS}
    rounds = hyperparameters.get(ROUNDS_KEY)
    requested: list[Preset] = []
    for preset in choices:
        changed = replace(
            preset,
            trees={**preset.trees, **fixed},
            rounds=None if rounds is None else int(rounds),
            rounds_max=preset.rounds_max if rounds is None else int(rounds),
            rounds_min=preset.rounds_min if rounds is None else 1,
            monotone=monotone,
        )
        if all(changed.trees != other.trees for other in requested):
            requested.append(changed)
    return requested


def hyperparameters_of(preset: Preset, rounds: int) -> dict[str, float]:
    """The inverse of ``as_requested``: a run with all of these fixed gives the same model."""
    known = {**common(0), **preset.trees}
    return {**{key: known[name] for key, name in HYPERPARAMETERS.items()}, ROUNDS_KEY: rounds}
