import { randomUUID } from 'node:crypto';
import { BUCKETS, RPC, rpcSubject, STREAMS, type RpcContract } from '@eagle/contracts/bus';
import {
  organizationIdSchema,
  WORKING_SERVICES as ATTACKERS,
  type WorkingService,
} from '@eagle/contracts/domain';
import { accessOf, inboxPrefixOf, STREAM_ACCOUNTS } from '@eagle/messaging';
import { Attacker } from './attacker.js';
import { targetsOf, WORKERS, type Target } from './targets.js';
import { Witness } from './witness.js';

/** A message that gets through arrives well within this time. */
const SETTLE_MS = 150;
/** A sample: all consumers of a stream have the same protection. */
const KNOWN_PER_STREAM = 3;
/**
 * Consumers that an attack made itself: nobody makes them anew once they are paused, as services
 * do.
 */
const MADE_BY_ATTACK = 'thief-';

export interface BusAttack {
  readonly url: string;
  readonly password: (service: WorkingService) => string;
  /** The connection of the witness, which sees as `cli` what an attack did. */
  readonly cliPassword: string;
  /** @param success  What the attacker got; null where the bus held. */
  readonly tried: (attack: string, success: string | null) => void;
  /** Whether a service got a request of an attacker; absent where the services are real. */
  readonly heard?: (mark: string) => boolean;
}

/**
 * Everything that a thief of one service's password could try on the bus, as each service in turn.
 */
export async function attackBus(attack: BusAttack): Promise<void> {
  const witness = await Witness.open(attack.url, attack.cliPassword);
  try {
    for (const service of ATTACKERS) {
      const attacker = await Attacker.as(service, attack.url, attack.password(service));
      await attackAs(attacker, attack, witness).finally(() => attacker.close());
    }
  } finally {
    await witness.close();
  }
}

async function attackAs(attacker: Attacker, attack: BusAttack, witness: Witness): Promise<void> {
  await changeStreams(attacker, attack);
  await meddleWithConsumers(attacker, attack);
  await pauseWhatIsKnown(attacker, attack, witness);
  await listen(attacker, attack);
  await askWhatIsForbidden(attacker, attack);
  await sendElsewhere(attacker, attack, witness);
  await commandByAnswers(attacker, attack, witness);
  await commandServer(attacker, attack);
}

/** Streams that copy to or from another place, and streams that are gone. */
async function changeStreams(attacker: Attacker, { tried }: BusAttack): Promise<void> {
  for (const name of STREAM_ACCOUNTS) {
    const config = { name, subjects: ['anything.>'] };
    const copying = {
      republish: { ...config, republish: { src: '>', dest: 'alerts.>' } },
      sources: { ...config, sources: [{ name: STREAMS.alerts.name }] },
      mirror: { name, mirror: { name: STREAMS.alerts.name } },
      'a subject transform': { ...config, subject_transform: { src: '>', dest: 'alerts.>' } },
    };
    for (const [what, payload] of Object.entries(copying)) {
      tried(`change a stream: ${what}`, await attacker.api(`STREAM.UPDATE.${name}`, payload));
      tried(`make a stream: ${what}`, await attacker.api(`STREAM.CREATE.${name}`, payload));
      const own = { ...payload, name: 'EVIL' };
      tried(`make a stream: ${what}`, await attacker.api('STREAM.CREATE.EVIL', own));
    }
    tried('delete a stream', await attacker.api(`STREAM.DELETE.${name}`, ''));
    tried('purge a stream', await attacker.api(`STREAM.PURGE.${name}`, ''));
    tried('delete a message', await attacker.api(`STREAM.MSG.DELETE.${name}`, { seq: 1 }));
    tried('copy a whole stream', await attacker.api(`STREAM.SNAPSHOT.${name}`, { deliver_subject: 'x' }));
    tried('read a foreign stream', await readForeign(attacker, name));
  }
}

async function readForeign(attacker: Attacker, stream: string): Promise<string | null> {
  if (mayRead(attacker.service, stream)) return null;
  return (
    (await attacker.api(`STREAM.MSG.GET.${stream}`, { seq: 1 })) ??
    (await attacker.api(`DIRECT.GET.${stream}`, { seq: 1 })) ??
    (await attacker.api(`CONSUMER.CREATE.${stream}.thief`, consumer(stream, 'thief', {})))
  );
}

const consumer = (stream: string, name: string, config: object) => ({
  stream_name: stream,
  config: { name, ack_policy: 'none', deliver_policy: 'all', inactive_threshold: 5e9, ...config },
});

/**
 * The attack uses the declarations, not the server's answer: the server must enforce the
 * declarations.
 */
function mayRead(service: WorkingService, stream: string): boolean {
  const { follows, worksOff, looksAt, readsBuckets } = accessOf(service);
  if ([...follows, ...worksOff, ...looksAt].some(({ name }) => name === stream)) return true;
  return readsBuckets.some(({ name }) => `KV_${name}` === stream);
}

/** Consumers of others, by every name that can be guessed. */
async function meddleWithConsumers(attacker: Attacker, { tried }: BusAttack): Promise<void> {
  const guesses = ATTACKERS.flatMap((service) => [service, `${service}-0`, `${service}-0-follow`]);
  for (const stream of STREAM_ACCOUNTS) {
    tried('list consumers', await attacker.api(`CONSUMER.NAMES.${stream}`, ''));
    tried('list consumers', await attacker.api(`CONSUMER.LIST.${stream}`, ''));
    for (const name of guesses.filter((guess) => guess !== attacker.service)) {
      const pause = { pause_until: new Date(Date.now() + 3_600_000).toISOString() };
      tried('pause a consumer', await attacker.api(`CONSUMER.PAUSE.${stream}.${name}`, pause));
      tried('delete a consumer', await attacker.api(`CONSUMER.DELETE.${stream}.${name}`, ''));
      const changed = { ...consumer(stream, name, pause), action: 'update' };
      tried('change a consumer', await attacker.api(`CONSUMER.CREATE.${stream}.${name}`, changed));
    }
    for (const request of [`CONSUMER.CREATE.${stream}`, `CONSUMER.DURABLE.CREATE.${stream}.thief`])
      tried('make a consumer of no name', await attacker.api(request, consumer(stream, 'thief', {})));
  }
}

/**
 * Consumers with a leaked random name, as from a log: attacked by requests on the name, and by
 * requests that make and change consumers.
 */
async function pauseWhatIsKnown(attacker: Attacker, { tried }: BusAttack, witness: Witness): Promise<void> {
  const pause = { pause_until: new Date(Date.now() + 3_600_000).toISOString() };
  for (const stream of STREAM_ACCOUNTS.filter((name) => mayRead(attacker.service, name))) {
    const others = (await witness.consumersOf(stream)).filter(
      ({ name }) => !name.startsWith(attacker.service) && !name.startsWith(MADE_BY_ATTACK),
    );
    for (const { name, created, config } of others.slice(0, KNOWN_PER_STREAM)) {
      await attacker.api(`CONSUMER.PAUSE.${stream}.${name}`, pause);
      for (const action of ['', 'update', 'create']) {
        const changed = { stream_name: stream, action, config: { ...config, ...pause } };
        await attacker.api(`CONSUMER.CREATE.${stream}.${name}`, changed);
      }
      // A consumer that has ended by itself belongs to nobody: anybody may make a new one with its
      // name.
      const paused = (await witness.consumersOf(stream)).some(
        (one) => one.name === name && one.created === created && one.paused,
      );
      tried('pause a consumer of a known name', paused ? `${attacker.service} paused ${name}` : null);
    }
  }
}

async function listen(attacker: Attacker, { tried }: BusAttack): Promise<void> {
  const others = ATTACKERS.filter((service) => service !== attacker.service);
  const subjects = [
    ...['>', '*.>', '$SYS.>', '$JS.>', '$KV.>', '_R_.>', '_INBOX.>', 'BUS.>', 'rpc.>', 'rpc.*.*.*'],
    ...Object.values(STREAMS).flatMap(({ subjects }) => [...subjects]),
    ...[...others, 'cli'].map((service) => `${inboxPrefixOf(service)}.>`),
    ...others.map((service) => `rpc.${service}.>`),
  ];
  for (const subject of subjects) {
    const got = (await attacker.mayListen(subject)) ? `it listens to ${subject}` : null;
    tried('listen to others', got);
  }
}

/** Requests that this service may not send, under its own name and under the names of others. */
async function askWhatIsForbidden(attacker: Attacker, { tried }: BusAttack): Promise<void> {
  const contracts: RpcContract[] = Object.values(RPC);
  for (const contract of contracts.filter(({ service }) => service !== attacker.service)) {
    for (const asker of [...ATTACKERS, 'cli' as const, '*' as const]) {
      if (asker === attacker.service && contract.askedBy.includes(asker)) continue;
      const got = await attacker.ask(rpcSubject(contract, asker), { mark: attacker.mark });
      tried(
        asker === attacker.service
          ? 'send a request that is for others'
          : 'send a request in the name of another',
        got,
      );
    }
  }
}

/** Ways to make the server, or another service, publish in the attacker's place. */
async function sendElsewhere(attacker: Attacker, attack: BusAttack, witness: Witness): Promise<void> {
  const { service, mark } = attacker;
  const targets = targetsOf(service, organizationIdSchema.parse(randomUUID()));
  const own = targets.filter(({ isOwn }) => isOwn).map(({ subject }) => subject);
  const foreign = targets.filter(({ isOwn }) => !isOwn);

  const report = async (what: string): Promise<void> => {
    await attacker.flush();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    for (const { subject, stream } of foreign) {
      const hit = stream !== null && (await witness.holds(stream, subject));
      attack.tried(what, hit ? `${service} had ${subject} written` : null);
    }
    if (attack.heard?.(mark) === true) attack.tried(what, `${service} made another service get a request`);
  };

  for (const { subject } of foreign) attacker.send(subject, { mark });
  await report('publish as another service');

  for (const { subject } of foreign) {
    for (const mine of own) {
      attacker.send(mine, { mark }, subject);
      attacker.send(mine, { mark }, undefined, { 'Nats-Trace-Dest': subject });
    }
    acknowledgeTo(attacker, subject);
  }
  await report('an answer or a trace that goes elsewhere');

  for (const mine of own) attacker.send(mine, { mark });
  for (const stream of STREAM_ACCOUNTS.filter((name) => mayRead(service, name)))
    for (const { subject } of oneOfEachKind(foreign)) await deliverTo(attacker, stream, subject);
  for (const mine of own) attacker.send(mine, { mark, again: true });
  await report('a delivery that goes elsewhere');
}

/**
 * Each stream, one bucket, one request, one inbox: all keys and requests have the same protection.
 */
function oneOfEachKind(targets: readonly Target[]): Target[] {
  const kinds = Map.groupBy(targets, ({ subject }) => subject.slice(0, subject.indexOf('.')));
  return [...kinds.values()].flatMap((kind) => kind.slice(0, 1));
}

/**
 * The content of a stream, delivered by push, pull and read to subjects where the attacker may not
 * publish.
 */
async function deliverTo(attacker: Attacker, stream: string, subject: string): Promise<void> {
  const [pushed, pulled] = [`${MADE_BY_ATTACK}${randomUUID()}`, `${MADE_BY_ATTACK}${randomUUID()}`];
  const pushing = consumer(stream, pushed, { deliver_subject: subject });
  await Promise.all([
    attacker.api(`CONSUMER.CREATE.${stream}.${pushed}`, pushing),
    attacker.api(`CONSUMER.CREATE.${stream}.${pulled}`, consumer(stream, pulled, {})),
  ]);
  attacker.apiTo(subject, `CONSUMER.MSG.NEXT.${stream}.${pulled}`, { batch: 10, expires: 1e9 });
  attacker.apiTo(subject, `STREAM.MSG.GET.${stream}`, { seq: 1 });
}

/**
 * The server answers an acknowledgement with an empty message, which can be a command too, or with
 * the next message.
 */
function acknowledgeTo(attacker: Attacker, subject: string): void {
  for (const { stream, worker } of WORKERS.filter((one) => one.worker === attacker.service))
    for (const payload of ['', '+ACK', '+NXT', '-NAK', '+TERM'])
      attacker.send(`$JS.ACK.${stream}.${worker}.1.1.1.0.0`, payload, subject);
}

/** Deliveries and answers of the server, sent to its command subjects. */
async function commandByAnswers(attacker: Attacker, attack: BusAttack, witness: Witness): Promise<void> {
  const { service } = attacker;
  const states = async () => [...(await witness.streamStates()), ...(await witness.workerStates())];
  const before = await states();
  const own = targetsOf(service, organizationIdSchema.parse(randomUUID())).filter(({ isOwn }) => isOwn);
  for (const stream of STREAM_ACCOUNTS.filter((name) => mayRead(service, name))) {
    const order = { name: stream, subjects: ['anything.>'], republish: { src: '>', dest: 'x.>' } };
    for (const request of ordersTo(stream, service)) {
      const deliver = `$JS.API.${request}`;
      await deliverTo(attacker, stream, deliver);
      acknowledgeTo(attacker, deliver);
      for (const { subject } of own) {
        attacker.send(subject, order, deliver);
        attacker.send(subject, order, deliver, { 'Nats-Request-Info': JSON.stringify({ acc: stream }) });
      }
    }
  }
  await attacker.flush();
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const after = new Map(await states());
  for (const [name, state] of before)
    attack.tried(
      'an answer that commands the server',
      after.get(name) === state ? null : `${name} was changed`,
    );
}

/** To a stream, and to the consumers of the services that process it. */
function ordersTo(stream: string, service: WorkingService): string[] {
  const others = WORKERS.filter((one) => one.stream === stream && one.worker !== service);
  return [
    ...['STREAM.PURGE', 'STREAM.DELETE', 'STREAM.UPDATE'].map((request) => `${request}.${stream}`),
    ...others.flatMap(({ worker }) =>
      ['DELETE', 'PAUSE', 'CREATE'].map((request) => `CONSUMER.${request}.${stream}.${worker}`),
    ),
  ];
}

/** Commands of `commandServer` that gateway may send. */
const ofGateway: ReadonlySet<string> = new Set([`$KV.${BUCKETS.config.name}.x`, 'BUS.HEALTH']);

/** The server's own account. */
async function commandServer(attacker: Attacker, { tried }: BusAttack): Promise<void> {
  const requests = [
    '$SYS.REQ.SERVER.PING',
    '$SYS.REQ.SERVER.PING.JSZ',
    '$SYS.REQ.SERVER.PING.CONNZ',
    '$SYS.REQ.SERVER.PING.HEALTHZ',
    'BUS.HEALTH',
    '$SYS.REQ.ACCOUNT.PING.CONNZ',
    '$SYS.REQ.ACCOUNT.ALERTS.CONNZ',
    '$SYS.REQ.USER.INFO',
    '$JS.API.INFO',
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.LIST',
    'BUS.API.INFO',
    'BUS.API.STREAM.NAMES',
    'BUS.API.STREAM.LIST',
    ...STREAM_ACCOUNTS.map((stream) => `BUS.API.${stream}.STREAM.LIST`),
    `$KV.${BUCKETS.config.name}.x`,
  ];
  for (const subject of requests) {
    if (ofGateway.has(subject) && attacker.service === 'gateway') continue;
    tried('command the server', await attacker.ask(subject, ''));
  }
}
