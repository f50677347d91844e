import { createHmac, randomBytes } from 'node:crypto';
import { ALERTS_NAMESPACE } from '@eagle/contracts/socket';
import { io } from 'socket.io-client';
import type { AttackPart } from '../attack-part.js';
import type { AttackTarget } from '../attack-target.js';

const ANSWER_MS_MAX = 10_000;
/** How long an admitted socket is watched for events that it must not get. */
const LISTEN_MS = 500;

/** An attacker with no token, a forged one, or one of the south wants the events of the north. */
export const socketTokens: AttackPart = {
  name: 'socket-tokens',
  description: 'sockets with forged tokens, and with honest ones that name another organization',
  async run({ target, counters }) {
    const token = await target.south.operator.accessToken();
    for (const [attack, auth] of refusedAuths(target, token)) {
      counters.tried(attack, await gainOf(target, auth, false));
    }
    counters.tried(
      'an honest token from the first cursor on',
      await gainOf(target, { token, cursor: 0 }, true),
    );
  },
};

type Auth = Readonly<Record<string, unknown>>;

/** None of these may be admitted. */
function refusedAuths({ north, south }: AttackTarget, honest: string): [string, Auth][] {
  const [header = '', payload = '', signature = ''] = honest.split('.');
  const organizationId = north.id;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const stolen = encoded({
    ...(typeof claims === 'object' ? claims : {}),
    organizationId,
    org: organizationId,
  });
  const none = encoded({ alg: 'none', typ: 'JWT' });
  return [
    ['no token', {}],
    ['an empty token', { token: '' }],
    ['a token that is not text', { token: { $gt: '' } }],
    ['a token with a changed organization', { token: `${header}.${stolen}.${signature}` }],
    ['a token without a signature', { token: `${none}.${stolen}.` }],
    ['a token signed with a guessed secret', { token: signed(header, stolen, randomBytes(32)) }],
    ['a token signed with an empty secret', { token: signed(header, stolen, Buffer.alloc(0)) }],
    ['an honest token that names another organization', { token: honest, organizationId }],
    ['an honest token that names two', { token: honest, organizationId: [south.id, organizationId] }],
  ];
}

/** @returns data that the attacker must not get; null where there was none. */
function gainOf(target: AttackTarget, auth: Auth, mayConnect: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = io(`${target.gatewayUrl}${ALERTS_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { ...auth },
    });
    const end = (found: string | null): void => {
      clearTimeout(timer);
      socket.disconnect();
      resolve(found);
    };
    const timer = setTimeout(() => end('no answer'), ANSWER_MS_MAX);
    socket.on('connect_error', () => end(mayConnect ? 'an honest client was refused' : null));
    socket.onAny((event: string, ...payload: unknown[]) => {
      const text = JSON.stringify(payload);
      if (text.includes(target.north.id) || text.includes(target.north.secretText)) end(`${event} ${text}`);
    });
    socket.on('connect', () => {
      if (!mayConnect) end('it was admitted');
      else setTimeout(() => end(null), LISTEN_MS);
    });
  });
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signed = (header: string, payload: string, secret: Buffer): string =>
  `${header}.${payload}.${createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')}`;
