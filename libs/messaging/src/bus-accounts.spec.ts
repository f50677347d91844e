import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { SERVICES, WORKING_SERVICES, type WorkingService } from '@eagle/contracts/domain';
import { busGrants, busPublications } from './bus-accounts.js';
import { accessOf, RPC_CONTRACTS } from './service-access.js';

/** Subjects that streams keep, by who writes them. */
function written(service: WorkingService): string[] {
  return accessOf(service).publishes.flatMap(({ subjects }) => subjects);
}

describe('the path of messages between accounts', () => {
  test('lets no service write a dead letter that may order a replay', () => {
    const ordering = WORKING_SERVICES.filter((service) =>
      RPC_CONTRACTS.some(({ name, askedBy }) => name === 'replay-dead-letter' && askedBy.includes(service)),
    );
    assert.notEqual(ordering.length, 0);
    const writers = [
      ...busPublications(SERVICES).map(({ from, to }) => ({ by: from, to })),
      ...busGrants(SERVICES)
        .filter(({ subject }) => subject.startsWith('dlq.'))
        .map(({ to, of }) => ({ by: to, to: of })),
    ].filter(({ to }) => to === STREAMS.deadLetters.name);
    for (const service of ordering) assert.ok(!writers.some(({ by }) => by === service), service);
    assert.ok(writers.some(({ by }) => by === 'alerting'));
  });

  // For a request, the server copies each message to add the asker, and prepares the return path of
  // a reply: half as much work again.
  test('lets messages of a single writer cross as plain messages, also where another service processes them', () => {
    const asked = new Set(busGrants(SERVICES).map(({ of, subject }) => `${of} ${subject}`));
    const crossing = new Set(
      busPublications(SERVICES).map(({ from, to, subject }) => `${from} ${to} ${subject}`),
    );
    const hot = [STREAMS.scans, STREAMS.features, STREAMS.predictions];
    for (const { name, subjects } of hot) {
      const [subject = ''] = subjects;
      const writers = WORKING_SERVICES.filter((service) => written(service).includes(subject));
      assert.equal(writers.length, 1, name);
      assert.ok(crossing.has(`${String(writers[0])} ${name} ${subject}`), `${name} is not written directly`);
      assert.ok(!asked.has(`${name} ${subject}`), `${name} is asked to be written`);
    }
  });

  test('uses requests where several services write, and where a reply could be written on subjects of another service', () => {
    const crossing = busPublications(SERVICES).filter(({ from }) => from !== 'cli');
    for (const { name } of [STREAMS.events, STREAMS.deadLetters])
      assert.ok(!crossing.some(({ to }) => to === name), `${name} is written directly`);
    assert.deepEqual(
      crossing.filter(({ subject }) => subject.startsWith('$JS.')),
      [],
    );
    const acknowledged = busGrants(SERVICES).filter(({ subject }) => subject.startsWith('$JS.ACK.'));
    assert.deepEqual(
      acknowledged.map(({ to, subject }) => ({ to, subject })),
      [{ to: 'prediction', subject: '$JS.ACK.FEATURES.prediction.>' }],
    );
  });
});
