"""Models that score rows they have not seen. Their scores decide the preset and rounds, and their
margins serve for calibration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.average_precision import average_precision
from model_trainer.blend import mean_of
from model_trainer.failures import count_failures
from model_trainer.folds import Part
from model_trainer.question import PartData, Question
from model_trainer.settings import Preset

#: A model stops growing when neither average precision nor loss has improved for this many rounds.
PATIENCE_ROUNDS = 40
#: Average precisions that differ by less than this share of their standard error count as equal;
#: then the lower loss decides.
CHANCE_SHARE = 0.25
CHANCE_MIN = 0.002
#: Members of a mean; each adds cost to every scored row.
BLEND_MAX = 4
#: Standard error of an average precision, as a share of it, from which on it is too uncertain for a
#: choice: statistical offices mark such values as to be used with caution. Below it, a mean of
#: several presets gains less than it costs each row.
CAUTION_SHARE = 0.25


@dataclass(frozen=True)
class Fit:
    """A model of the rows that a part may see, and its score on the part after each round."""

    booster: lgb.Booster
    loss: np.ndarray  #: summed over the part's weights
    precision: np.ndarray  #: average precision, weighted; NaN when all rows of the part have the same label
    failures: int

    def at(self, round_index: int) -> tuple[float, float]:
        last = min(round_index, self.loss.size - 1)
        return float(self.loss[last]), float(self.precision[last])


@dataclass(frozen=True)
class Member:
    preset: Preset
    rounds: int


@dataclass(frozen=True)
class Choice:
    """A model that is the mean of its members; usually there is one member."""

    members: tuple[Member, ...]  #: the best scoring first
    #: Mean over the parts, weighted by their failures; NaN when no part has a value.
    precision: float
    loss: float

    @property
    def lead(self) -> Member:
        return self.members[0]

    @property
    def name(self) -> str:
        return "+".join(member.preset.name for member in self.members)

    @property
    def rounds(self) -> int:
        """Trees of all members."""
        return sum(member.rounds for member in self.members)


class OutOfFold:
    """All fits of one question, made part by part; gives the best preset by any choice of parts."""

    def __init__(self, question: Question, parts: list[Part], seed: int) -> None:
        self.question = question
        self.parts = [
            Part(part.unseen[question.asked[part.unseen]], part.seen[question.asked[part.seen]]) for part in parts
        ]
        self._seed = seed
        self._fits: dict[tuple[str, int], Fit] = {}
        self._margins: dict[tuple[str, int, int], np.ndarray] = {}

    def fit(self, presets: Iterable[Preset], part_number: int, data: PartData) -> None:
        """Trains the presets for one part. A part is left out when all rows that it may see have
        the same label.
        """
        part = self.parts[part_number]
        if not self.question.both(part.seen) or part.unseen.size == 0:
            return
        for preset in presets:
            if (preset.name, part_number) not in self._fits:
                known, unseen = data.labelled(self.question.label)
                self._fits[preset.name, part_number] = self._train(preset, known, unseen, part)

    def _train(self, preset: Preset, known: lgb.Dataset, unseen: lgb.Dataset, part: Part) -> Fit:
        history: dict[str, dict[str, list[float]]] = {}
        booster = lgb.train(
            preset.parameters(self._seed, objective="binary", metric=["binary_logloss", "average_precision"]),
            known,
            num_boost_round=preset.rounds_max,
            valid_sets=[unseen],
            valid_names=["unseen"],
            callbacks=[lgb.record_evaluation(history), _StopWhenSpent(history, preset.rounds_min)],
        )
        told = history["unseen"]
        precision = np.array(told["average_precision"])
        return Fit(
            booster,
            np.array(told["binary_logloss"]) * float(self.question.weight[part.unseen].sum()),
            precision if self.question.both(part.unseen) else np.full(precision.size, np.nan),
            count_failures(self.question.failure[part.unseen]),
        )

    def choose(self, presets: list[Preset], by: Iterable[int], rounds_default: int) -> Choice:
        """The preset with the best average precision over the parts ``by``, each at its best
        rounds; among equals, the one with the lowest loss. Differences between presets are not
        treated as chance, because their losses differ in scale, which calibration corrects.

        Failures may be too few, and the signal too weak, to distinguish the presets. Presets within
        a standard error of the best (L. Breiman and others, 1984) are then averaged, and the mean
        is taken when it scores better than each member.
        """
        by = list(by)
        choices = [self._rounds(preset, by, rounds_default) for preset in presets]
        best = max((choice.precision for choice in choices if not np.isnan(choice.precision)), default=np.nan)
        near = [c for c in choices if np.isnan(best) or c.precision >= best - CHANCE_MIN]
        single = min(near, key=lambda choice: choice.loss)
        blend = self._blend(choices, by)
        return single if blend is None or blend.precision <= best + CHANCE_MIN else blend

    def _blend(self, choices: list[Choice], by: list[int]) -> Choice | None:
        """Settings found by a search stay out: their number depends on the machine, and the
        recorded settings alone must reproduce the model.
        """
        told = [c for c in choices if not np.isnan(c.precision) and not c.lead.preset.searched]
        if len(told) < 2:
            return None
        told.sort(key=lambda choice: -choice.precision)
        failures = sum(fit.failures for fit in self._of(told[0].lead.preset, by))
        error = standard_error(told[0].precision, failures)
        if error < CAUTION_SHARE * told[0].precision:
            return None
        near = [choice.lead for choice in told if choice.precision >= told[0].precision - error][:BLEND_MAX]
        return self._scored(tuple(near), by) if len(near) > 1 else None

    def _scored(self, members: tuple[Member, ...], by: list[int]) -> Choice:
        """The mean of the members, scored like one preset: by the average precision of each part.
        """
        question, precisions, failures, loss = self.question, [], [], 0.0
        for number in by:
            unseen = self.parts[number].unseen
            margin = self._mean_margin(members, number)
            if margin is None:
                continue
            label, weight = question.label[unseen], question.weight[unseen]
            loss += float(weight @ np.logaddexp(0, np.where(label == 1, -margin, margin)))
            if question.both(unseen):
                precisions.append(average_precision(label, margin, weight))
                failures.append(count_failures(question.failure[unseen]))
        return Choice(members, float(np.average(precisions, weights=failures)), loss)

    def _mean_margin(self, members: tuple[Member, ...], number: int) -> np.ndarray | None:
        margins = [self._margin(member, number) for member in members]
        known = [margin for margin in margins if margin is not None]
        return np.mean(known, axis=0) if known else None

    def _margin(self, member: Member, number: int) -> np.ndarray | None:
        """Raw scores of a part's unseen rows; cached, because folds that choose for each other need
        them repeatedly.
        """
        key = (member.preset.name, member.rounds, number)
        fit = self._fits.get((member.preset.name, number))
        if fit is not None and key not in self._margins:
            features = self.question.features[self.parts[number].unseen]
            self._margins[key] = fit.booster.predict(features, raw_score=True, num_iteration=member.rounds)
        return self._margins.get(key)

    def _of(self, preset: Preset, by: Iterable[int]) -> list[Fit]:
        return [self._fits[preset.name, number] for number in by if (preset.name, number) in self._fits]

    def _rounds(self, preset: Preset, by: list[int], rounds_default: int) -> Choice:
        fits = self._of(preset, by)
        if not fits:
            return Choice((Member(preset, preset.rounds or rounds_default),), np.nan, 0.0)
        length = max(fit.loss.size for fit in fits)
        loss = np.sum([_lengthen(fit.loss, length) for fit in fits], axis=0)
        telling = [fit for fit in fits if not np.isnan(fit.precision).any()]
        failures = sum(fit.failures for fit in telling)
        if not failures:
            first = min(preset.rounds_min, length) - 1
            index = first + int(loss[first:].argmin()) if preset.rounds is None else preset.rounds - 1
            return Choice((Member(preset, index + 1),), np.nan, float(loss[min(index, length - 1)]))
        precision = np.sum([_lengthen(f.precision, length) * f.failures for f in telling], axis=0) / failures
        index = _best_round(precision, loss, failures, preset.rounds_min) if preset.rounds is None else preset.rounds - 1
        last = min(index, length - 1)
        return Choice((Member(preset, index + 1),), float(precision[last]), float(loss[last]))

    def margins(self, choice: Choice, by: Iterable[int]) -> np.ndarray:
        """Raw score of every asked row of the parts by the model that has not seen it; NaN for the others."""
        margins = np.full(self.question.label.size, np.nan)
        for number in by:
            margin = self._mean_margin(choice.members, number)
            if margin is not None:
                margins[self.parts[number].unseen] = margin
        return margins

    def booster(self, choice: Choice, part_number: int) -> lgb.Booster:
        """A copy, cut to the rounds chosen, of the model that scores a part; made here when the
        part has no asked row to compare with.
        """
        return mean_of([self._booster(member, part_number) for member in choice.members])

    def _booster(self, member: Member, part_number: int) -> lgb.Booster:
        fit = self._fits.get((member.preset.name, part_number))
        if fit is None:
            return self._train_on(member, self.parts[part_number].seen)
        return lgb.Booster(model_str=fit.booster.model_to_string(num_iteration=member.rounds))

    def final(self, choice: Choice) -> lgb.Booster:
        """The model of all asked rows."""
        rows = np.flatnonzero(self.question.asked)
        return mean_of([self._train_on(member, rows) for member in choice.members])

    def _train_on(self, member: Member, rows: np.ndarray) -> lgb.Booster:
        parameters = member.preset.parameters(self._seed, objective="binary")
        return lgb.train(parameters, self.question.dataset(rows), num_boost_round=member.rounds)


def fit_parts(answers: list[OutOfFold], presets: list[Preset], report: Callable[[float], None]) -> None:
    """Trains the presets for every part of several questions about the same rows. ``report`` takes the share done."""
    if not answers:
        return
    parts = answers[0].parts
    for number, part in enumerate(parts):
        data = PartData(answers[0].question, part)
        for place, answer in enumerate(answers):
            answer.fit(presets, number, data)
            report((number + (place + 1) / len(answers)) / len(parts))


def standard_error(precision: float, failures: int) -> float:
    """Standard error of an average precision over this number of independent failures, treated as a
    share of them; 0 when nothing is known.
    """
    if np.isnan(precision) or failures == 0:
        return 0.0
    return float(np.sqrt(precision * (1 - precision) / failures))


def chance(precision: float, failures: int) -> float:
    """Difference of average precisions over this number of failures that has no meaning."""
    if np.isnan(precision) or failures == 0:
        return 0.0
    return max(CHANCE_MIN, CHANCE_SHARE * standard_error(precision, failures))


def _best_round(precision: np.ndarray, loss: np.ndarray, failures: int, rounds_min: int) -> int:
    first = min(rounds_min, precision.size) - 1
    best = float(precision[first:].max())
    near = precision >= best - chance(best, failures)
    near[:first] = False
    return int(np.flatnonzero(near)[loss[near].argmin()])


def _lengthen(values: np.ndarray, length: int) -> np.ndarray:
    """A model that stopped keeps its last scores."""
    return np.concatenate([values, np.full(length - values.size, values[-1])])


class _StopWhenSpent:
    """Callback: ends training when neither measure has improved for a while."""

    def __init__(self, history: dict[str, dict[str, list[float]]], rounds_min: int) -> None:
        self._history = history
        self._rounds_min = rounds_min
        #: When LightGBM calls it: after the record is written. It looks for this in the instance, not in the class.
        self.order = 40

    def __call__(self, environment: lgb.callback.CallbackEnv) -> None:
        told = self._history["unseen"]
        last_gain = max(int(np.argmax(told["average_precision"])), int(np.argmin(told["binary_logloss"])), self._rounds_min - 1)
        if len(told["binary_logloss"]) - 1 - last_gain >= PATIENCE_ROUNDS:
            raise lgb.callback.EarlyStopException(environment.iteration, environment.evaluation_result_list or [])
