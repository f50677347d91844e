import { performance } from 'node:perf_hooks';
import { connectBus, type Bus } from '@eagle/messaging';
import { Controller } from '@nestjs/common';
import { connect } from '@nats-io/transport-node';
import * as z from 'zod';
import { Answers } from './answers.js';
import { requestOfTraining, requestWorld } from './request-world.fixture.js';

/**
 * What a request costs over a controller, and over the bus alone, beside plain NATS: requests a
 * second of processor time as a share of those of plain NATS. The three take turns in one run, with
 * asker and answerer in this process, on a connection each. Prints one line of JSON.
 *
 * `node libs/service-kit/dist/requests/requests.bench.js [rounds] [milliseconds a turn]`
 */
const rounds = Number(process.argv[2] ?? 9);
const tickMs = Number(process.argv[3] ?? 500);
/** Askers that wait for their answer at the same time. */
const ASKERS = 16;

const schema = z.object({ organizationId: z.uuid(), version: z.string(), reason: z.string() });
const PAYLOAD = {
  organizationId: '6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa',
  version: '1.4.2',
  reason: 'as the operator wished',
};
const CONTROLLER = requestOfTraining('bench-controller', schema, schema);
const BUS_ALONE = requestOfTraining('bench-bus', schema, schema);
const PLAIN = 'bench.plain';

@Controller()
class BenchController {
  @Answers(CONTROLLER)
  answer(request: typeof PAYLOAD): typeof PAYLOAD {
    return request;
  }
}

/**
 * @returns requests a second of processor time of this process: what else the machine does counts
 * less than on the clock.
 */
async function speedOf(ask: () => Promise<unknown>): Promise<number> {
  let answered = 0;
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const asker = async (): Promise<void> => {
    while (performance.now() - startedMs < tickMs) {
      await ask();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
  const { user, system } = process.cpuUsage(before);
  return answered / ((user + system) / 1_000_000);
}

async function ways(bus: Bus, url: string) {
  const other = await connectBus({ url, name: 'answering' });
  const options = { servers: url, noAsyncTraces: true };
  const [answering, asking] = [await connect(options), await connect(options)];
  answering.subscribe(PLAIN, {
    callback: (_, message) => void message.respond(JSON.stringify(message.json())),
  });
  await answering.flush();
  await other.serve(BUS_ALONE, (request) => request);
  return {
    plain: async (): Promise<unknown> =>
      (await asking.request(PLAIN, JSON.stringify(PAYLOAD), { timeout: 2_000 })).json(),
    bus: () => bus.ask(BUS_ALONE, PAYLOAD),
    controller: () => bus.ask(CONTROLLER, PAYLOAD),
    close: () => Promise.all([answering.close(), asking.close(), other.close()]),
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const world = await requestWorld();
try {
  await world.start({ controllers: [BenchController] });
  const { plain, bus, controller, close } = await ways(world.asking, world.url);
  for (const ask of [plain, bus, controller]) await speedOf(ask);
  const seen = { plain: [] as number[], bus: [] as number[], controller: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    seen.plain.push(await speedOf(plain));
    seen.bus.push(await speedOf(bus));
    seen.controller.push(await speedOf(controller));
  }
  const share = (of: readonly number[]): number =>
    Number(median(of.map((speed, round) => speed / (seen.plain[round] ?? Number.NaN))).toFixed(2));
  console.log(
    JSON.stringify({
      plainPerProcessorSecond: Math.round(median(seen.plain)),
      busShareOfPlain: share(seen.bus),
      controllerShareOfPlain: share(seen.controller),
    }),
  );
  await close();
} finally {
  await world.close();
}
