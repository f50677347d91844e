import type { ErrorDeclarations } from './error-declaration.js';

/** Training and judging models. */
export const TRAINING_ERRORS = {
  'JUDGEMENT.ROWS_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The held-out rows do not fit together.',
    action: 'Report it with the log of training.',
  },
  'JUDGEMENT.SCORES_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The scores do not fit the held-out rows.',
    action: 'Report it with the log of training.',
  },
  'JUDGEMENT.THRESHOLD_UNFIT': {
    kind: 'invalid',
    meaning: 'Quiet rows alone give no threshold for a budget of alarms.',
    action: 'Ask for a share of false rows.',
  },
  'TRAINING.ABORTED': {
    kind: 'unavailable',
    meaning: 'The training was stopped before it was done.',
    action: 'Start it again.',
  },
  'TRAINING.DATASET_UNREADABLE': {
    kind: 'bug',
    meaning: 'The data set has different columns from those that were written.',
    action: 'Report it with the log of training.',
  },
  'TRAINING.LOGS_TOO_LONG': {
    kind: 'exhausted',
    meaning: 'More log entries were given than one training may read.',
    action: 'Shorten `settings.training.historyDaysMax`, or ask for fewer codes in `settings.features`.',
  },
  'TRAINING.MONOTONE_UNKNOWN': {
    kind: 'invalid',
    meaning: '`monotone` names a tag that is no model input.',
    action: 'Take it out, or make the tag a model input.',
  },
  'TRAINING.NOT_CONFIGURED': {
    kind: 'conflict',
    meaning: 'The organization lacks something that a training needs.',
    action: 'Read the message.',
  },
  'TRAINING.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such training.',
    action: 'Read the list of trainings.',
  },
  'TRAINING.NOT_RUNNING': {
    kind: 'conflict',
    meaning: 'The training does not run any more.',
    action: 'Nothing is left to cancel.',
  },
  'TRAINING.ORGANIZATION_UNKNOWN': {
    kind: 'not-found',
    meaning: 'Training knows no such organization.',
    action: 'Check its id.',
  },
  'TRAINING.PREDICTIONS_UNREADABLE': {
    kind: 'bug',
    meaning: 'The trainer wrote no readable predictions.',
    action: 'Report it with the log of training.',
  },
  'TRAINING.REFUSED': {
    kind: 'invalid',
    meaning: 'The history is not enough for a training: too few failures, rows or inputs.',
    action: 'Read the message.',
  },
  'TRAINING.RUNNING': {
    kind: 'conflict',
    meaning: 'A training is already running or queued.',
    action: 'Cancel it first, or wait for it.',
  },
  'TRAINING.TOO_MANY_ROWS': {
    kind: 'exhausted',
    meaning: 'One training would need more rows than it may have.',
    action: 'Choose a shorter history.',
  },
  'TRAINING.TRAINER_FAILED': {
    kind: 'unavailable',
    meaning: 'The trainer failed.',
    action: 'Read the reason; the training is tried again.',
  },
  'TRAINING.TRAINER_TIMEOUT': {
    kind: 'timeout',
    meaning: 'The trainer took too long and was stopped.',
    action: 'Choose a shorter history, or raise `TRAINER_TIMEOUT_MS`.',
  },
} as const satisfies ErrorDeclarations;
