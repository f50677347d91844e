"""Trains the models of one version, and the models that score the held-out rows of each fold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.calibration import Platt, fit_platt
from model_trainer.components import FAILURES_OWN_MIN, failures_of_components, train_shares
from model_trainer.dataset import Dataset
from model_trainer.failures import MINUTE_MS, count_failures, independent_cases
from model_trainer.folds import Part, callers_folds, parts_of_training
from model_trainer.leaks import Leak, find_leaks
from model_trainer.models import Models, floor_of
from model_trainer.out_of_fold import Choice, OutOfFold, fit_parts
from model_trainer.progress import Refused
from model_trainer.question import Question
from model_trainer.settings import FAILURES_TO_CHOOSE, Preset, as_requested, presets
from model_trainer.thinning import rows_to_learn_from
from model_trainer.time_to_failure import TimeToFailure

#: Rounds when there is only one failure, so no choice is possible.
ROUNDS_UNGUIDED = 40


@dataclass(frozen=True)
class Table:
    """The training rows in memory; parts index these."""

    dataset: Dataset
    rows: np.ndarray
    features: np.ndarray
    weight: np.ndarray
    parts: list[Part]

    def of(self, column: np.ndarray) -> np.ndarray:
        return column[self.rows]

    def leaks(self) -> list[Leak]:
        """Columns that leak the failure."""
        dataset = self.dataset
        return find_leaks(dataset, self.rows, self.features, dataset.present, dataset.is_ahead)

    def question(self, features: np.ndarray, label: np.ndarray) -> Question:
        asked = ~self.of(self.dataset.early)
        failure = np.where(label == 1, self.of(self.dataset.failure), -1)
        return Question(features, label, self.weight, failure, asked)


def read_table(dataset: Dataset) -> Table:
    """:raises Refused: when the rows of a fold cannot be scored by a model of the other folds."""
    rows, weight = rows_to_learn_from(dataset)
    several = dataset.folds > 1
    parts = callers_folds(dataset, rows) if several else parts_of_training(dataset, rows)
    taught = (dataset.label[rows] == 1) & ~dataset.early[rows]
    quiet = (dataset.label[rows] == 0) & ~dataset.early[rows]
    if several and not all(taught[part.seen].any() and quiet[part.seen].any() for part in parts):
        raise Refused(
            "All failures lie in one part of the data, or too near to it, so no model could be tried on failures it has not seen."
        )
    return Table(dataset, rows, dataset.features.take(rows), weight, parts)


class Calibrated:
    """A question answered: for all rows together, or for one fold by the others."""

    def __init__(self, table: Table, answer: OutOfFold, choices: list[Preset]) -> None:
        self._table, self._answer, self._presets = table, answer, choices

    def choice(self, fold: int | None) -> Choice:
        return self._answer.choose(self._presets, self._others(fold), ROUNDS_UNGUIDED)

    def booster(self, choice: Choice, fold: int | None) -> tuple[lgb.Booster, Platt]:
        """:returns: the calibrated model and the calibration, which its leaves already contain."""
        booster = self._answer.final(choice) if fold is None else self._answer.booster(choice, fold)
        platt = self._platt(choice, fold)
        platt.fold_into(booster)
        return booster, platt

    def shows(self, fold: int | None, choice: Choice, platt: Platt, floor: float) -> np.ndarray:
        """Marks the rows that reach the floor according to a model that has not seen them; early
        rows never do.
        """
        return platt.probability(self._answer.margins(choice, self._others(fold))) >= floor

    def _others(self, fold: int | None) -> list[int]:
        return [number for number in range(len(self._answer.parts)) if number != fold]

    def _platt(self, choice: Choice, fold: int | None) -> Platt:
        margins = self._answer.margins(choice, self._others(fold))
        judged = np.flatnonzero(~np.isnan(margins))
        question, dataset = self._answer.question, self._table.dataset
        if not question.both(judged):
            return Platt(1.0, 0.0)
        rows = self._table.rows[judged]
        witnesses = independent_cases(dataset.time[rows], dataset.asset[rows], question.failure[judged], dataset.horizon_ms)
        return fit_platt(margins[judged], question.label[judged], question.weight[judged], witnesses)


class Training:
    """Everything that is trained once; ``models`` combines the models for the final version or for
    one fold.
    """

    def __init__(self, table: Table, report: Callable[[float, str], None]) -> None:
        self._table = table
        dataset = self.dataset = table.dataset
        self.presets = self._presets()
        self.leaks = table.leaks()
        label = table.of(dataset.label)
        answer = self._ask(table.question(table.features, label))
        fit_parts([answer], self.presets, lambda share: report(0.1 + 0.2 * share, "comparing settings on unseen parts"))
        self.trials = self._tune(answer, lambda share: report(0.3 + 0.2 * share, "searching better settings"))
        self.any = Calibrated(table, answer, self.presets)
        self._choices = {fold: self.any.choice(fold) for fold in [None, *self.folds]}
        self._own = self._train_own(lambda share: report(0.5 + 0.25 * share, "training the components"))
        report(0.75, "training the time to failure")
        minutes = table.of(dataset.minutes)
        told = table.of(dataset.coming) & ~np.isnan(minutes)
        self._time = TimeToFailure(table.features, minutes, table.weight, told, table.parts, dataset.seed)

    @property
    def folds(self) -> list[int]:
        """The caller's folds that have a separate model; empty for a single fold, which the final
        model scores.
        """
        return list(range(self._table.dataset.folds)) if self._table.dataset.folds > 1 else []

    def _presets(self) -> list[Preset]:
        dataset, table = self._table.dataset, self._table
        asked = ~table.of(dataset.early)
        positives = int(table.of(dataset.label)[asked].sum())
        failures = count_failures(table.of(dataset.failure)[asked])
        monotone = tuple(dataset.requested.monotone.get(name, 0) for name in dataset.names)
        return as_requested(presets(len(dataset.names), positives, failures), dataset.requested.hyperparameters, monotone)

    def _tune(self, answer: OutOfFold, report: Callable[[float], None]) -> int:
        """Adds what a search finds to the presets; returns how many settings were tried."""
        dataset, failures = self._table.dataset, count_failures(answer.question.failure)
        if not dataset.requested.tune or not answer.parts or failures < FAILURES_TO_CHOOSE:
            return 0
        from model_trainer.tuning import search  # only where asked for: optuna takes a second to load

        found = search(answer, self.presets, dataset.requested, guided=not self.folds, seed=dataset.seed, report=report)
        self.presets += found
        return len(found)

    def _ask(self, question: Question) -> OutOfFold:
        return OutOfFold(question, self._table.parts, self._table.dataset.seed)

    def _train_own(self, report: Callable[[float], None]) -> dict[int, Calibrated]:
        """One question per component with enough failures, answered with the presets that were
        chosen for the whole.
        """
        table = self._table
        label, component = table.of(table.dataset.label), table.of(table.dataset.component)
        chosen = {choice.lead.preset.name: choice.lead.preset for choice in self._choices.values()}
        free = [preset.for_components() for preset in chosen.values()]
        answers = {
            one: self._ask(table.question(table.features, ((label == 1) & (component == one)).astype(np.uint8)))
            for one, failures in self._failures(None).items()
            if failures >= FAILURES_OWN_MIN
        }
        fit_parts(list(answers.values()), free, report)
        return {one: Calibrated(table, answer, free) for one, answer in answers.items()}

    def _seen(self, fold: int | None) -> np.ndarray:
        return np.arange(self._table.rows.size) if fold is None else self._table.parts[fold].seen

    def _failures(self, fold: int | None) -> dict[int, int]:
        """Distinct failures by component among the rows that a model may see; early rows alone do not count."""
        dataset, table, seen = self._table.dataset, self._table, self._seen(fold)
        taught = seen[~table.of(dataset.early)[seen]]
        return failures_of_components(table.of(dataset.component)[taught], table.of(dataset.failure)[taught])

    def _base_rate(self, fold: int | None) -> float:
        """Share of the rows that a model may see within a horizon of a failure, each thinned row
        counted with its weight.
        """
        table, seen = self._table, self._seen(fold)
        asked = seen[~table.of(self.dataset.early)[seen]]
        return float(np.average(table.of(self.dataset.label)[asked], weights=table.weight[asked]))

    def _prior(self, failures: dict[int, int]) -> np.ndarray:
        """Each component's share of the failures."""
        prior = np.zeros(len(self.dataset.components))
        for one, count in failures.items():
            prior[one] = count / sum(failures.values())
        return prior

    def choice(self, fold: int | None = None) -> Choice:
        return self._choices[fold]

    def models(self, fold: int | None = None) -> tuple[Models, Platt]:
        """The models of the final version (None), or the models that score a fold's held-out rows;
        and the calibration of the probability.
        """
        dataset, choice = self._table.dataset, self._choices[fold]
        horizon_minutes = dataset.horizon_ms / MINUTE_MS
        floor = floor_of(self._base_rate(fold))
        probability, platt = self.any.booster(choice, fold)
        far = self._seen(fold)[~self.any.shows(fold, choice, platt, floor)[self._seen(fold)]]
        failures = self._failures(fold)
        own = {}
        for one, calibrated in self._own.items():
            if failures.get(one, 0) >= FAILURES_OWN_MIN:
                own[one] = calibrated.booster(calibrated.choice(fold), fold)[0]
        present = sorted(failures)
        needed = len(present) > 1 and any(one not in own for one in present)
        return Models(
            components=len(dataset.components),
            horizon_minutes=horizon_minutes,
            floor=floor,
            prior=self._prior(failures),
            minutes_prior=self._time.prior(far, horizon_minutes),
            probability=probability,
            own=own,
            present=present,
            shares=self._train_shares(fold, present) if needed else None,
            time_to_failure=self._time.final() if fold is None else self._time.of_part(fold),
        ), platt

    def _train_shares(self, fold: int | None, present: list[int]) -> lgb.Booster:
        dataset, table, seen = self._table.dataset, self._table, self._seen(fold)
        component = table.of(dataset.component)
        rows = seen[table.of(dataset.coming)[seen] & np.isin(component[seen], present)]
        return train_shares(
            table.features[rows], component[rows], table.of(dataset.failure)[rows], table.weight[rows], dataset.seed
        )


class Clock:
    """The same kind of model trained on elapsed time only: sensors are not needed for what it
    predicts.
    """

    def __init__(self, table: Table, report: Callable[[float], None]) -> None:
        dataset = table.dataset
        label, asked = table.of(dataset.label), ~table.of(dataset.early)
        positives = int(label[asked].sum())
        choices = presets(dataset.clock.shape[1], positives, count_failures(table.of(dataset.failure)[asked]))
        answer = OutOfFold(table.question(table.of(dataset.clock), label), table.parts, dataset.seed)
        fit_parts([answer], choices, report)
        self._calibrated = Calibrated(table, answer, choices)

    def booster(self, fold: int | None = None) -> lgb.Booster:
        return self._calibrated.booster(self._calibrated.choice(fold), fold)[0]
