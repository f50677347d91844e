import { rpcSubject, STREAMS, type StreamDeclaration } from '@eagle/contracts/bus';
import {
  SERVICES,
  WORKING_SERVICES,
  type ServiceManifest,
  type ServiceName,
  type WorkingService,
} from '@eagle/contracts/domain';
import { SERVER_JS_API, SERVICE_JS_API } from './js-api.js';
import { accessOf, ALL_BUCKETS, deadLetterNouns, mayAsk, RPC_CONTRACTS } from './service-access.js';
import { bucketStream } from './stream-config.js';

/**
 * Subjects whose messages a stream takes from a service. The server's acknowledgements go back to
 * the service's own inboxes.
 */
export interface Publication {
  readonly from: ServiceName;
  /** Account of the stream. */
  readonly to: string;
  readonly subject: string;
}

/**
 * One request that a service may send into another account; the reply returns to the service,
 * whatever reply subject it gives.
 */
export interface Grant {
  /**
   * Account that the subject belongs to: a stream's name, a service that answers requests, or
   * `SYSTEM_ACCOUNT`.
   */
  readonly of: string;
  readonly to: ServiceName;
  readonly subject: string;
  /** The same subject in the service's own account. */
  readonly local: string;
  /** `many`: more than one message may answer. */
  readonly answers: 'one' | 'many';
}

/** All streams, including those behind the buckets; each is an account. */
export const STREAM_ACCOUNTS: readonly string[] = [
  ...Object.values(STREAMS).map(({ name }) => name),
  ...ALL_BUCKETS.map(({ name }) => bucketStream(name)),
];

/** The account of the server itself, which has no users. */
export const SYSTEM_ACCOUNT = 'SYS';

/**
 * Where gateway and `cli` ask the server for its health. Its other reports are closed to everyone,
 * because they contain the names of consumers.
 */
export const HEALTH_QUESTION = 'BUS.HEALTH';

type Offer = Pick<Grant, 'subject' | 'local' | 'answers'>;

/** The users of the bus: every service with a manifest, and `cli`. */
export const busUsers = (manifests: readonly ServiceManifest[]): ServiceName[] => [
  ...manifests.map(({ name }) => name),
  'cli',
];

/**
 * All requests that cross from one account into another. The server carries no others.
 * @param users  services with an account; grants to other services are left out
 */
export function busGrants(users: readonly ServiceName[]): Grant[] {
  const services = servicesAmong(users);
  const grants = [
    ...services.flatMap(serviceGrants),
    ...sharedStreamGrants(services),
    ...(users.includes('cli') ? STREAM_ACCOUNTS.flatMap((stream) => supervisorGrants(stream)) : []),
    ...questionGrants(users),
    ...healthGrants(users),
  ];
  return [...new Map(grants.map((grant) => [`${grant.of} ${grant.to} ${grant.local}`, grant])).values()];
}

/**
 * Messages that cross from a service into a stream with this single writer. The server does no
 * extra work per message, because this is the hot path.
 * @param users  services with an account
 */
export function busPublications(users: readonly ServiceName[]): Publication[] {
  const own = servicesAmong(users)
    .flatMap(written)
    .filter(({ to }) => !hasSeveralWriters(to));
  if (!users.includes('cli')) return own;
  return [
    ...own,
    ...STREAM_ACCOUNTS.flatMap((to) =>
      subjectsOfStream(to).map((subject) => ({ from: 'cli' as const, to, subject })),
    ),
    ...STREAM_ACCOUNTS.map((stream) => acknowledgements('cli', stream, '*')),
  ];
}

/**
 * In the order of their names in the contracts, so that the configuration does not depend on the
 * order in which they start.
 */
const servicesAmong = (users: readonly ServiceName[]): WorkingService[] =>
  WORKING_SERVICES.filter((service) => users.includes(service));

/**
 * `cli` may listen to the messages on their way into the streams of the hot path; this costs
 * nothing while it does not.
 */
export const isHeardByCli = ({ from, to }: Publication): boolean =>
  from !== 'cli' && Object.values(STREAMS).some(({ name }) => name === to);

/**
 * A plain message names the subject of its acknowledgement, and the server sends it there inside
 * the account of the stream: if other services also write that stream, the writer could make it
 * appear on their subjects. The reply to a request returns to the writer. A worker's
 * acknowledgements are requests too: the server's reply is empty, or the next message, and an empty
 * message sent to the API would delete the stream.
 */
function sharedStreamGrants(services: readonly WorkingService[]): Grant[] {
  return [
    ...services.flatMap(written).filter(({ to }) => hasSeveralWriters(to)),
    ...services.flatMap(workedOff),
  ].map(({ from, to, subject }) => ({ of: to, to: from, ...plain(subject) }));
}

/** From the declarations: an absent service changes nothing for the others. */
function hasSeveralWriters(stream: string): boolean {
  const writes = WORKING_SERVICES.flatMap(written).filter(({ to }) => to === stream);
  return new Set(writes.map(({ from }) => from)).size > 1;
}

const acknowledgements = (from: ServiceName, to: string, consumer: string): Publication => ({
  from,
  to,
  subject: `$JS.ACK.${to}.${consumer}.>`,
});

function workedOff(from: WorkingService): Publication[] {
  return accessOf(from).worksOff.map(({ name }) => acknowledgements(from, name, from));
}

/** The subjects that a service writes into streams. */
function written(from: WorkingService): Publication[] {
  const { publishes, writesBuckets } = accessOf(from);
  const { name: deadLetters, noun: dlq } = STREAMS.deadLetters;
  return [
    ...deadLetterNouns(from).map((noun) => ({ from, to: deadLetters, subject: `${dlq}.*.${noun}` })),
    ...publishes.flatMap(({ stream: { name: to }, subjects }) =>
      subjects.map((subject) => ({ from, to, subject })),
    ),
    ...writesBuckets.flatMap(({ bucket: { name }, keys }) =>
      keys.map((key) => ({ from, to: bucketStream(name), subject: `$KV.${name}.${key}` })),
    ),
  ];
}

function serviceGrants(service: WorkingService): Grant[] {
  const { publishes, follows, worksOff, looksAt, readsBuckets } = accessOf(service);
  const give = (of: string, offers: readonly Offer[]): Grant[] =>
    offers.map((offer) => ({ of, to: service, ...offer }));
  return [
    ...publishes.flatMap(({ stream: { name } }) => give(name, [state(name)])),
    ...follows.flatMap(({ name }) => give(name, following(name))),
    ...worksOff.flatMap(({ name }) => give(name, workingOff(name, service))),
    ...looksAt.flatMap(({ name }) => give(name, looking(name))),
    ...readsBuckets.flatMap(({ name }) => give(bucketStream(name), following(bucketStream(name)))),
  ];
}

/** What `cli` may do with one stream: set it up, repair it, look at everything, write to it. */
function supervisorGrants(stream: string): Grant[] {
  const offers = [
    ...['STREAM.*', 'STREAM.MSG.*', 'CONSUMER.*', 'CONSUMER.DURABLE.CREATE', 'DIRECT.GET'].map((request) =>
      api(`${request}.${stream}`),
    ),
    ...['CONSUMER.*', 'CONSUMER.DURABLE.CREATE', 'DIRECT.GET'].map((request) =>
      api(`${request}.${stream}.>`),
    ),
    api(`CONSUMER.MSG.NEXT.${stream}.*`, 'many'),
    { subject: `${SERVER_JS_API}.STREAM.LIST`, local: streamListOf(stream), answers: 'one' as const },
  ];
  return offers.map((offer) => ({ of: stream, to: 'cli' as const, ...offer }));
}

/** Where `cli` asks for the list of the streams in one stream's account. */
export const streamListOf = (stream: string): string => `${SERVICE_JS_API}.${stream}.STREAM.LIST`;

/** Each asker has its subject, so that the answering service knows the asker. */
function questionGrants(users: readonly ServiceName[]): Grant[] {
  const askers = SERVICES.filter((service) => users.includes(service));
  return RPC_CONTRACTS.filter(({ service }) => users.includes(service)).flatMap((contract) =>
    askers
      .filter((service) => service !== contract.service && mayAsk(service, contract))
      .map((to) => ({
        of: contract.service,
        to,
        ...plain(rpcSubject(contract, to)),
        answers: contract.audience === 'each' ? ('many' as const) : ('one' as const),
      })),
  );
}

/** Requests that a service sends to its own replicas: they stay within its account. */
export const ownQuestions = (service: ServiceName): string[] =>
  RPC_CONTRACTS.filter((contract) => contract.service === service && contract.askedBy.includes(service)).map(
    (contract) => rpcSubject(contract, service),
  );

function healthGrants(users: readonly ServiceName[]): Grant[] {
  const asking: ServiceName[] = servicesAmong(users).filter((service) => accessOf(service).asksHealth);
  return [...asking, ...users.filter((user) => user === 'cli')].map((to) => ({
    of: SYSTEM_ACCOUNT,
    to,
    subject: '$SYS.REQ.SERVER.PING.HEALTHZ',
    local: HEALTH_QUESTION,
    answers: 'one',
  }));
}

const plain = (subject: string): Offer => ({ subject, local: subject, answers: 'one' });

const api = (request: string, answers: Offer['answers'] = 'one'): Offer => ({
  subject: `${SERVER_JS_API}.${request}`,
  local: `${SERVICE_JS_API}.${request}`,
  answers,
});

const state = (stream: string): Offer => api(`STREAM.INFO.${stream}`);

const looking = (stream: string): Offer[] => [state(stream), api(`STREAM.MSG.GET.${stream}`)];

/**
 * Consumers with names that cannot be guessed. No service may read the list of consumers, so no
 * service can touch those of others.
 */
const following = (stream: string): Offer[] => [
  ...looking(stream),
  api(`CONSUMER.CREATE.${stream}.>`),
  api(`CONSUMER.INFO.${stream}.*`),
  api(`CONSUMER.DELETE.${stream}.*`),
  api(`CONSUMER.MSG.NEXT.${stream}.*`, 'many'),
];

const workingOff = (stream: string, consumer: string): Offer[] => [
  ...looking(stream),
  api(`CONSUMER.CREATE.${stream}.${consumer}`),
  api(`CONSUMER.CREATE.${stream}.${consumer}.>`),
  api(`CONSUMER.INFO.${stream}.${consumer}`),
  api(`CONSUMER.DELETE.${stream}.${consumer}`),
  api(`CONSUMER.MSG.NEXT.${stream}.${consumer}`, 'many'),
];

function subjectsOfStream(stream: string): readonly string[] {
  const declared: StreamDeclaration | undefined = Object.values(STREAMS).find(({ name }) => name === stream);
  if (declared !== undefined) return declared.subjects;
  return ALL_BUCKETS.filter(({ name }) => bucketStream(name) === stream).map(({ name }) => `$KV.${name}.>`);
}
