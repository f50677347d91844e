import {
  AppError,
  tagNameSchema,
  type Hyperparameters,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { presentValueNames, type FeatureSet } from '@eagle/features';

/** Settings of the trainer: the part of `dataset.json` that is not data. */
export interface Tuning {
  /** Whether hyperparameters are searched, and for how long; null = without a limit of time. */
  readonly tune: boolean;
  readonly timeBudgetS: number | null;
  readonly hyperparameters: Hyperparameters;
  /** By feature: 1 where the probability may only rise with it, -1 where it may only fall. */
  readonly monotone: Readonly<Record<string, 1 | -1>>;
}

/**
 * The trainer's settings from an organization's settings.
 * @throws AppError `TRAINING.MONOTONE_UNKNOWN` (invalid) for a tag that the model does not see.
 */
export function tuningOf({ settings }: Pick<OrganizationConfig, 'settings'>, features: FeatureSet): Tuning {
  const { hyperparameters, monotone, tuneSeconds } = settings.training;
  const signs = Object.entries(monotone).flatMap(([tag, direction]) => {
    const names = presentValueNames(tagNameSchema.parse(tag), features);
    if (names.length === 0) throw unseen(tag);
    return names.map((name): [string, 1 | -1] => [name, direction === 'increasing' ? 1 : -1]);
  });
  return {
    tune: tuneSeconds !== null,
    timeBudgetS: tuneSeconds,
    hyperparameters,
    monotone: Object.fromEntries(signs),
  };
}

const unseen = (tag: string): AppError =>
  new AppError(
    'TRAINING.MONOTONE_UNKNOWN',
    `The training settings say how the probability moves with ${tag}, which is no model input. Remove it from \`monotone\`, or make the tag a model input.`,
  );
