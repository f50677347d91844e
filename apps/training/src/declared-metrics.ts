import { counter, gauge } from '@eagle/service-kit';

/** Every metric of this service. */
export const METRICS = {
  attempts: counter('eagle_trainings_total', 'Attempts to train, by outcome.', ['outcome']),
  lastDurationSeconds: gauge('eagle_training_last_duration_seconds', 'How long the last attempt took.'),
};
