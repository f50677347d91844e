import { ROUTES } from '@eagle/contracts/rest';
import type { AttackPart } from '../attack-part.js';
import type { AttackTarget } from '../attack-target.js';
import { pathOf, readInterface, type RestOperation } from '../rest/rest-interface.js';
import { exampleOf } from '../rest/rest-values.js';

/** Ids that no organization of the platform has. */
const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** For super-admins only. */
const OF_THE_PLATFORM = [
  /\/super-admins/,
  /\/(enable|disable|enter|leave)$/,
  /^GET \/api\/v1\/platform\//,
  /^POST \/api\/v1\/organizations$/,
  /^GET \/api\/v1\/organizations$/,
  /^GET \/api\/v1\/dead-letters$/,
];

interface Attempt {
  readonly attack: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * Every route, as every caller outside of the north, with the north's ids in every place that could
 * name it.
 */
export const restMatrix: AttackPart = {
  name: 'rest-matrix',
  description:
    'every route of the interface, as nobody, operator and admin of the south, with ids of the north in every place',
  async run({ target, counters, signal }) {
    const operations = await readInterface(target.gatewayUrl);
    const ids = await idsOfTheNorth(target);
    const roles = [
      ['nobody', null],
      ['operator', await target.south.operator.accessToken()],
      ['admin', await target.south.admin.accessToken()],
    ] as const;
    for (const operation of operations.filter(isAttacked)) {
      for (const [role, token] of roles) {
        for (const attempt of attemptsOf(operation, target, ids, token === null)) {
          signal.throwIfAborted();
          counters.tried(`${role}: ${attempt.attack}`, await gainOf(target, operation, attempt, token));
        }
      }
    }
  },
};

/**
 * Public routes return no data of an organization, and routes of the own account name no other
 * user.
 */
const isAttacked = ({ isPublic, path }: RestOperation): boolean =>
  !isPublic && !path.startsWith('/api/v1/auth/');

async function idsOfTheNorth({ north }: AttackTarget): Promise<Readonly<Record<string, string>>> {
  const { items } = await north.admin.ask(ROUTES.members.list, { params: { organizationId: north.id } });
  return {
    organizationId: north.id,
    alertId: north.alertId,
    userId: items[0]?.id ?? NOWHERE,
    version: '1.0.0',
    sequence: '1',
  };
}

function attemptsOf(
  operation: RestOperation,
  { north, south }: AttackTarget,
  ids: Readonly<Record<string, string>>,
  isNobody: boolean,
): Attempt[] {
  const { method, path } = operation;
  const own = pathOf(operation, (name) => (name === 'organizationId' ? south.id : (ids[name] ?? NOWHERE)));
  const isOfPlatform = OF_THE_PLATFORM.some((each) => each.test(`${method} ${path}`));
  if (isNobody) return [{ attack: 'any route', path: own }];
  if (isOfPlatform) return [{ attack: 'a route of super-admins', path: own }];
  const foreign = pathOf(operation, (name) => ids[name] ?? NOWHERE);
  const inPath = path.includes('{organizationId}')
    ? [{ attack: 'the organization in the path', path: foreign }]
    : [];
  const byId = /\{(alertId|userId|sequence)\}/.test(path)
    ? [{ attack: 'an id of another organization', path: own }]
    : [];
  return [
    ...inPath,
    ...byId,
    { attack: 'the organization in the query', path: `${own}?organizationId=${north.id}` },
    {
      attack: 'the organization twice in the query',
      path: `${own}?organizationId=${south.id}&organizationId=${north.id}`,
    },
    { attack: 'the organization in a header', path: own, headers: { 'x-organization-id': north.id } },
    ...(method === 'GET'
      ? []
      : [{ attack: 'the organization in the body', path: own, body: { organizationId: north.id } }]),
  ];
}

/** @returns data that the attacker must not get; null where there was none. */
async function gainOf(
  target: AttackTarget,
  { method, body }: RestOperation,
  attempt: Attempt,
  token: string | null,
): Promise<string | null> {
  const example = exampleOf(body);
  const sent = { ...(typeof example === 'object' ? example : {}), ...attempt.body };
  const response = await fetch(`${target.gatewayUrl}${attempt.path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...attempt.headers,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(sent) }),
  });
  const text = (await response.text()).replaceAll(attempt.path.split('?')[0] ?? '', '');
  const leaked = [target.north.secretText, target.north.alertId].some((secret) => text.includes(secret));
  return response.ok || leaked ? `${method} ${attempt.path}: ${response.status} ${text.slice(0, 200)}` : null;
}
