import assert from 'node:assert/strict';
import { BUCKETS, RPC, STREAMS, type RpcContract, type StreamDeclaration } from '@eagle/contracts/bus';
import { WORKING_SERVICES, type WorkingService } from '@eagle/contracts/domain';
import { Duties, type Handled } from './duties.js';

const ALL_STREAMS: readonly StreamDeclaration[] = Object.values(STREAMS);
const REQUESTS: readonly RpcContract[] = Object.values(RPC);

function dutiesOf(service: WorkingService): Handled[] {
  const isReader = ({ readBy: { follows, worksOff, looksAt } }: StreamDeclaration): boolean =>
    [follows, worksOff, looksAt].some((readers) => readers?.includes(service));
  return [...ALL_STREAMS.filter(isReader), ...REQUESTS.filter((each) => each.service === service)];
}

describe('the duties of a service on the bus', () => {
  for (const service of WORKING_SERVICES) {
    test(`${service} starts only with a handler for each of its declarations`, () => {
      const all = dutiesOf(service);
      const complete = new Duties(service);
      complete.handle(...all);
      complete.assertComplete();
      for (const forgotten of all) {
        const duties = new Duties(service);
        duties.handle(...all.filter((each) => each !== forgotten));
        assert.throws(
          () => duties.assertComplete(),
          ({ code, message }) => code === 'BUS.UNHANDLED' && String(message).includes(forgotten.name),
        );
      }
    });

    test(`${service} handles nothing that is not declared`, () => {
      const own = dutiesOf(service);
      const duties = new Duties(service);
      for (const other of [...ALL_STREAMS, ...REQUESTS].filter((each) => !own.includes(each)))
        assert.throws(() => duties.handle(other), { code: 'BUS.UNDECLARED', kind: 'bug' });
    });
  }

  test('a bucket opens for its readers and its writers, and for nobody else', () => {
    const opens = (service: WorkingService) => () => new Duties(service).open(BUCKETS.feedCredentials);
    for (const service of ['gateway', 'data-processor', 'training', 'historian'] as const)
      assert.doesNotThrow(opens(service));
    for (const service of ['alerting', 'prediction', 'model-cache'] as const)
      assert.throws(opens(service), { code: 'BUS.UNDECLARED', kind: 'bug' });
  });

  test('a client that is not a service has no duties', () => {
    for (const duties of [new Duties(null), new Duties('cli')]) {
      assert.doesNotThrow(() => {
        duties.handle(...ALL_STREAMS, ...REQUESTS);
        Object.values(BUCKETS).forEach((bucket) => duties.open(bucket));
      });
      assert.doesNotThrow(() => new Duties(null).assertComplete());
    }
  });
});
