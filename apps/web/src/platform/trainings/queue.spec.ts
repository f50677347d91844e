import fc from 'fast-check';
import { glanceOf, trainingOf } from '../organizations/overview.fixture.js';
import { isAtWork, queueOf } from './queue.js';

const named = (queue: ReturnType<typeof queueOf>): string[] =>
  queue.map(({ organization }) => organization.name);

describe('the queue of trainings', () => {
  const glances = [
    glanceOf('none'),
    glanceOf('off', { training: { ...trainingOf(null), stage: 'training' } }, false),
    glanceOf('done', { training: { ...trainingOf(null), stage: 'done', nextAt: '2026-12-02T00:00:00Z' } }),
    glanceOf('next', { training: { ...trainingOf(null), stage: 'done', nextAt: '2026-12-01T00:00:00Z' } }),
    glanceOf('stuck', { training: { ...trainingOf('Confirm failures.'), stage: 'refused' } }),
    glanceOf('waits', { training: trainingOf(null) }),
    glanceOf('begun', { training: { ...trainingOf(null), stage: 'extracting', progress: 0.1 } }),
    glanceOf('nearly', { training: { ...trainingOf(null), stage: 'evaluating', progress: 0.9 } }),
  ];

  test('begins with what runs, then what waits, then what needs an admin, then what comes next', () => {
    expect(named(queueOf(glances))).toEqual(['nearly', 'begun', 'waits', 'stuck', 'next', 'done']);
    expect(queueOf(glances).filter(({ training }) => isAtWork(training))).toHaveLength(2);
  });

  test('does not depend on the order in which organizations were read', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(glances, { minLength: glances.length }), (shuffled) => {
        expect(named(queueOf(shuffled))).toEqual(named(queueOf(glances)));
      }),
    );
  });
});
