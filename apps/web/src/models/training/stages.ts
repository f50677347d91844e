import type { Training, TrainingStage } from '../model-types.js';

/** Stages of a run in their order, as far as it runs. */
export const RUN_STAGES = [
  'extracting',
  'labelling',
  'training',
  'evaluating',
  'registering',
] as const satisfies readonly TrainingStage[];

/** Whether a training runs, or is queued: then no other one can begin. */
export function isRunning({ stage, runId }: Pick<Training, 'stage' | 'runId'>): boolean {
  if (stage === 'waiting') return runId !== null;
  return RUN_STAGES.some((running) => running === stage);
}

/** Whole percent, never 100 before the end. */
export function percentOf({ progress, stage }: Pick<Training, 'progress' | 'stage'>): number {
  const percent = Math.floor(Math.min(1, Math.max(0, progress)) * 100);
  return stage === 'done' ? 100 : Math.min(99, percent);
}
