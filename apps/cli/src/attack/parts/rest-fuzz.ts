import { setTimeout as delay } from 'node:timers/promises';
import type { AttackPart, AttackSize } from '../attack-part.js';
import type { AttackTarget } from '../attack-target.js';
import { pathOf, readInterface, type RestOperation } from '../rest/rest-interface.js';
import { exampleOf, HOSTILE_VALUES, madeHostile, seededRandom } from '../rest/rest-values.js';

const SEED = 20_261_130;
const REQUESTS_OF_ROUTE: Readonly<Record<AttackSize, number>> = { small: 3, full: 80 };
const AT_ONCE = 4;
const STALL_MS_MAX = 50;
/** The event loop is measured in steps of 50 ms: a calm moment lasts at least one measurement. */
const CALM_MS_MIN = 200;
/** A busy machine stalls now and then; a costly request stalls each time. */
const TRIES_MAX = 4;

interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
}

/**
 * An admin of an organization sends hostile requests to every route, to cause an error of the
 * platform or to slow down everybody else.
 */
export const restFuzz: AttackPart = {
  name: 'rest-fuzz',
  description: `hostile values in every place of every route (seed ${SEED}), and bodies that cost much: no 5xx, no stall over ${STALL_MS_MAX} ms`,
  async run({ target, size, counters, signal }) {
    const random = seededRandom(SEED);
    const token = await target.south.admin.accessToken();
    const operations = (await readInterface(target.gatewayUrl)).filter(isFuzzed);
    for (const operation of operations) {
      const requests = Array.from({ length: REQUESTS_OF_ROUTE[size] }, () =>
        hostileRequest(operation, target, random),
      );
      for (let at = 0; at < requests.length; at += AT_ONCE) {
        signal.throwIfAborted();
        const failures = await Promise.all(
          requests.slice(at, at + AT_ONCE).map((each) => failureOf(target, each, token)),
        );
        for (const failure of failures) counters.tried('a hostile value: an error of the platform', failure);
      }
    }
    await assertSignedIn(target, token);
    for (const [name, body] of costlyBodies()) {
      const request = { method: 'POST', path: '/api/v1/ml/predict/batch', body };
      counters.tried('a costly body: an error of the platform', await failureOf(target, request, token));
      counters.tried('a costly body: a stall for everybody', await stallOf(target, name, request, token));
    }
  },
};

/**
 * Where the attacker lost the sign-in, everything was refused at the start and nothing was tried.
 */
async function assertSignedIn({ gatewayUrl }: AttackTarget, token: string): Promise<void> {
  const response = await fetch(`${gatewayUrl}/api/v1/auth/me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (response.status !== 200)
    throw new Error(`the attacker is not signed in any more: ${await response.text()}`);
}

/**
 * Left out: routes that end the attacker's own sign-in, and the start of a training, which is
 * costly by design.
 */
const isFuzzed = ({ path, method }: RestOperation): boolean =>
  !path.startsWith('/api/v1/auth/') && !(method === 'POST' && path === '/api/v1/ml/train');

function hostileRequest(
  operation: RestOperation,
  target: AttackTarget,
  random: () => number,
): HostileRequest {
  const { method, parameters, body } = operation;
  const anyText = (): string => {
    const value = HOSTILE_VALUES[Math.floor(random() * HOSTILE_VALUES.length)];
    // A lone surrogate cannot be percent-encoded at all.
    return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 3_000);
  };
  const place = random();
  const path = pathOf(operation, (name) =>
    name === 'organizationId'
      ? target.south.id
      : place < 0.3
        ? anyText()
        : String(exampleOf(schemaOf(operation, name))),
  );
  const query = parameters
    .filter((each) => each.in === 'query' && each.name !== 'organizationId' && random() < 0.5)
    .map(({ name }) => `${name}=${encodeURIComponent(anyText())}`);
  const sent = method === 'GET' ? null : JSON.stringify(madeHostile(exampleOf(body), random));
  return { method, path: query.length === 0 ? path : `${path}?${query.join('&')}`, body: sent };
}

const schemaOf = ({ parameters }: RestOperation, name: string): unknown =>
  parameters.find((each) => each.name === name)?.schema;

function costlyBodies(): [string, string][] {
  const size = 6 * 1024 * 1024;
  const row = JSON.stringify({
    assetId: 'line',
    features: Object.fromEntries(Array.from({ length: 183 }, (_, n) => [`feature_of_a_tag_${n}`, n / 7])),
  });
  return [
    ['nested lists', '['.repeat(size)],
    ['nested objects', '{"a":'.repeat(size / 5)],
    ['empty rows', `{"rows":[${'[],'.repeat(size / 3)}[]]}`],
    ['one long text', `{"rows":["${'x'.repeat(size)}"]}`],
    ['spaces', ' '.repeat(size)],
    ['very many members', `{${Array.from({ length: 300_000 }, (_, n) => `"k${n}":0`).join()}}`],
    [
      'rows that are all wrong',
      `{"rows":[${Array.from({ length: 1_000 }, () => row.replaceAll(/:\d[\d.]*/g, ':"x"')).join()}]}`,
    ],
    ['a thousand rows', `{"rows":[${Array.from({ length: 1_000 }, () => row).join()}]}`],
  ];
}

/**
 * @returns the internal error; null where the request was answered or refused. That the south has
 *   no serving model is an answer.
 */
async function failureOf(
  target: AttackTarget,
  { method, path, body }: HostileRequest,
  token: string,
): Promise<string | null> {
  const response = await fetch(`${target.gatewayUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body }),
  });
  const text = await response.text();
  const isRefusedInOrder = response.status === 503 && /"code":"(MODEL|PREDICTION)\./.test(text);
  return response.status < 500 || isRefusedInOrder
    ? null
    : `${method} ${path} ${(body ?? '').slice(0, 200)}: ${text}`;
}

/**
 * @returns how much longer others waited than in a calm moment of the same length, where it was too
 *   long each time.
 */
async function stallOf(
  target: AttackTarget,
  name: string,
  request: HostileRequest,
  token: string,
): Promise<string | null> {
  let shortestMs = Infinity;
  for (let tries = 0; tries < TRIES_MAX && shortestMs > STALL_MS_MAX; tries += 1) {
    await longestLagMs(target);
    const begunMs = performance.now();
    await failureOf(target, request, token);
    const lagMs = await longestLagMs(target);
    await delay(Math.max(CALM_MS_MIN, performance.now() - begunMs));
    // Both include the delay of a busy machine.
    shortestMs = Math.min(shortestMs, lagMs - (await longestLagMs(target)));
  }
  return shortestMs > STALL_MS_MAX ? `${name}: ${Math.round(shortestMs)} ms` : null;
}

/** Since the last reading. */
async function longestLagMs({ temporary }: AttackTarget): Promise<number> {
  const text = await (await fetch(temporary.metricsUrl('gateway'))).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds\{.*\} (\S+)$/m.exec(text)?.[1];
  if (seconds === undefined) throw new Error('the gateway reports no metric of its event loop');
  return Number(seconds) * 1_000;
}
