import { setTimeout as delay } from 'node:timers/promises';
import { STREAMS } from '@eagle/contracts/bus';
import { connectBus } from '@eagle/messaging';
import { plainConsumerEnvSchema, type PlainConsumption } from './plain-consumer.js';

/** Follows the streams of the historian, and decodes their messages: nothing else. */
const { NATS_URL, NATS_PASSWORD, WARM_UP_S, SECONDS } = plainConsumerEnvSchema.parse(process.env);
const bus = await connectBus({ url: NATS_URL, user: 'cli', password: NATS_PASSWORD, name: 'bench-plain' });
let messages = 0;
const onMessage = (message: { readonly decode: () => unknown }): void => {
  message.decode();
  messages += 1;
};
await bus.follow(STREAMS.scans, { from: 'new', onMessage });
await bus.follow(STREAMS.predictions, { from: 'new', onMessage });
await delay(WARM_UP_S * 1_000);
const [before, cpu] = [messages, process.cpuUsage()];
await delay(SECONDS * 1_000);
const { user, system } = process.cpuUsage(cpu);
const consumed: PlainConsumption = { messages: messages - before, cpuS: (user + system) / 1e6 };
console.log(JSON.stringify(consumed));
await bus.close();
