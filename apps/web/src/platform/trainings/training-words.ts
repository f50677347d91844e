import { shareText } from '../../charts/index.js';
import type { Texts } from '../../texts/index.js';
import { isAtWork, type QueuedTraining } from './queue.js';

/** `1 runs, 62 %; 2 wait`; nothing where no training runs or waits. */
export function trainingsText(queue: readonly QueuedTraining[], { t, language }: Texts): string {
  const atWork = queue.filter(({ training }) => isAtWork(training));
  const waiting = queue.filter(({ training }) => training.stage === 'waiting').length;
  const [first] = atWork;
  return [
    first === undefined
      ? ''
      : t('platform.trainings.run', {
          count: atWork.length,
          share: shareText(first.training.progress, language),
        }),
    waiting === 0 ? '' : t('platform.trainings.wait', { count: waiting }),
  ]
    .filter((text) => text !== '')
    .join('; ');
}
