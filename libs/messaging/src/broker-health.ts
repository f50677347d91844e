import { z } from 'zod';
import { HEALTH_QUESTION } from './bus-accounts.js';
import type { BrokerHealth } from './bus.types.js';
import type { Connection } from './connection.js';
import { messageOf } from './errors.js';
import { SERVICE_JS_API } from './js-api.js';

const ASK_MS_MAX = 2_000;
const NO_SPACE = /no space left|insufficient (storage )?resources|disk quota exceeded/i;

const healthSchema = z.object({
  data: z.object({
    status: z.string(),
    errors: z
      .array(z.object({ type: z.string().optional(), stream: z.string().optional(), error: z.string() }))
      .default([]),
  }),
});
type Errors = z.output<typeof healthSchema>['data']['errors'];

/**
 * Asks the message server for its health, in the account of the server itself. A publisher does not
 * learn that a write failed, because it gets no reply. A server without accounts (tests) does not
 * offer its health and is not asked.
 */
export async function brokerHealth({ nats, jsApi }: Connection): Promise<BrokerHealth> {
  if (jsApi !== SERVICE_JS_API) return { ok: true };
  try {
    const answer = await nats.request(HEALTH_QUESTION, JSON.stringify({ details: true }), {
      timeout: ASK_MS_MAX,
    });
    const { data } = healthSchema.parse(answer.json());
    return data.status === 'ok' ? { ok: true } : judged(data.errors);
  } catch (error) {
    const reason = `The message server does not report its health (${messageOf(error)}).`;
    return { ok: false, problem: 'no-answer', reason };
  }
}

function judged(errors: Errors): BrokerHealth {
  const streams = errors.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  const said = errors.map(({ error }) => error).join('; ');
  const what = streams.length === 0 ? 'nothing' : `nothing more into ${[...new Set(streams)].join(', ')}`;
  if (NO_SPACE.test(said)) {
    const reason = `The disk of the message server is full: it stores ${what}. Free space on it; pending messages are then stored.`;
    return { ok: false, problem: 'store-full', reason };
  }
  const reason = `The message server cannot write and stores ${what}: ${said === '' ? 'it gives no reason' : said}`;
  return { ok: false, problem: 'store-failed', reason };
}
