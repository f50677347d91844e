import { z } from 'zod';
import { messageOf } from './errors.js';

const ASK_MS_MAX = 2_000;
const NO_SPACE = /no space left|insufficient (storage )?resources|disk quota exceeded/i;

const healthSchema = z.object({
  status: z.string(),
  errors: z
    .array(z.object({ type: z.string().optional(), stream: z.string().optional(), error: z.string() }))
    .default([]),
});

/** What the message server says of itself. */
export type BrokerHealth =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /**
       * `no-answer`: it is down, or too busy to answer. `store-full`: a write found no space; the server refuses all writes of that stream until it
       * is started again, also once there is space. `store-failed`: the same for another cause.
       */
      readonly problem: 'no-answer' | 'store-full' | 'store-failed';
      /** One sentence for people. */
      readonly reason: string;
    };

/**
 * Asks a NATS server for its health. A publisher does not learn that a write failed: it is not answered.
 * @param monitorUrl  where the server's monitoring listens, for example `http://127.0.0.1:8222`
 */
export async function brokerHealth(monitorUrl: string): Promise<BrokerHealth> {
  try {
    const url = new URL('/healthz?details=true', monitorUrl);
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_MS_MAX) });
    const { errors } = healthSchema.parse(await response.json());
    return response.ok ? { ok: true } : judged(errors);
  } catch (error) {
    const reason = `The message server does not say how it does (${messageOf(error)}).`;
    return { ok: false, problem: 'no-answer', reason };
  }
}

function judged(errors: z.output<typeof healthSchema>['errors']): BrokerHealth {
  const streams = errors.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  const said = errors.map(({ error }) => error).join('; ');
  const what = streams.length === 0 ? 'nothing' : `nothing more into ${[...new Set(streams)].join(', ')}`;
  if (NO_SPACE.test(said)) {
    const reason = `The disk of the message server is full: it stores ${what}. Free space on it; what waits is stored then.`;
    return { ok: false, problem: 'store-full', reason };
  }
  const reason = `The message server cannot write and stores ${what}: ${said === '' ? 'it gives no reason' : said}`;
  return { ok: false, problem: 'store-failed', reason };
}
