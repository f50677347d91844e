import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type ServiceName } from '@eagle/contracts/domain';
import {
  busGrants,
  busPublications,
  STREAM_ACCOUNTS,
  SYSTEM_ACCOUNT,
  type Grant,
  type Publication,
  isHeardByCli,
  ownQuestions,
} from './bus-accounts.js';
import { inboxPrefixOf } from './inbox-prefix.js';
import type { PasswordHashes } from './password-hashes.js';
import { BUCKET_BYTES_MAX } from './stream-config.js';

export interface NatsServerOptions {
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Folder of the streams; kept over restarts. */
  readonly storeDir: string;
  /**
   * Hash of every user's password, from `hashPasswords`: a user without one has no account. The
   * file never holds a password itself.
   */
  readonly passwordHashes: PasswordHashes;
  /**
   * Where the server's own monitoring listens, on 127.0.0.1 and nowhere else; absent: nowhere. It
   * needs no password and lists the names of connections and consumers, so it is only for the
   * health check inside the server's container.
   */
  readonly monitorPort?: number;
  /**
   * Disk that all streams together may take. Default 64 GiB; the streams' own bounds are far below.
   */
  readonly storeBytesMax?: number;
}

interface Crossings {
  readonly grants: readonly Grant[];
  readonly publications: readonly Publication[];
}

/**
 * Largest number of consumers of one stream at once, over all services: each open socket that
 * catches up has one for a moment.
 */
const CONSUMERS_MAX = 2_000;
/** Memory for the state of the consumers, in addition to the streams in memory at their bound. */
const CONSUMER_BYTES_MAX = 128 * 1024 ** 2;
const UNLIMITED = -1;

const MEMORY_STORE_BYTES_MAX =
  Object.values(STREAMS).reduce(
    (sum, { storage, maxBytes }) => sum + (storage === 'memory' ? maxBytes : 0),
    0,
  ) + CONSUMER_BYTES_MAX;

/**
 * Configuration of a NATS server for the platform. Every service and every stream is an account,
 * and only what `busGrants` lists crosses from one into another. So the server carries nothing
 * undeclared: a reply returns into the account of the asker, whatever reply subject it names, and a
 * consumer that pushes reaches only the account of its stream, in which no client listens.
 */
export function natsServerConfig(options: NatsServerOptions): string {
  const host = options.host ?? '127.0.0.1';
  const users = [...options.passwordHashes.keys()];
  const crossings = { grants: busGrants(users), publications: busPublications(users) };
  return `# Made by the platform; changes are lost at its next start.
host: ${quote(host)}
port: ${options.port}
${options.monitorPort === undefined ? '' : `http: ${quote(`127.0.0.1:${options.monitorPort}`)}\n`}max_payload: 8MB
max_pending: 128MB
write_deadline: "10s"
ping_interval: "10s"
jetstream {
  # A writer may direct its acknowledgement to the API: parsed leniently, it would be an order to
  # purge.
  strict: true
  store_dir: ${quote(options.storeDir)}
  max_memory_store: ${MEMORY_STORE_BYTES_MAX}
  max_file_store: ${options.storeBytesMax ?? 64 * 1024 ** 3}
}
authorization { timeout: 3 }
# The account of the server itself has no users.
system_account: ${SYSTEM_ACCOUNT}
accounts {
  ${SYSTEM_ACCOUNT} {
    exports: ${block(questionsTo(SYSTEM_ACCOUNT, crossings.grants))}
  }
${STREAM_ACCOUNTS.map((stream) => streamAccount(stream, crossings)).join('\n')}
${[...options.passwordHashes].map(([user, hash]) => serviceAccount(user, hash, crossings)).join('\n')}
}
`;
}

/** One stream and nothing else: no other can be created in this account. */
function streamAccount(stream: string, { grants, publications }: Crossings): string {
  const declared = Object.values(STREAMS).find(({ name }) => name === stream);
  const bytesMax = declared?.maxBytes ?? BUCKET_BYTES_MAX;
  const inMemory = declared?.storage === 'memory';
  const taken = publications.filter(({ to }) => to === stream);
  const writers = new Set(taken.map(({ from }) => from));
  return `  ${quote(stream)} {
    jetstream { max_memory: ${inMemory ? bytesMax : UNLIMITED}, max_file: ${inMemory ? 0 : bytesMax}, max_streams: 1, max_consumers: ${CONSUMERS_MAX} }
    exports: ${block([
      ...questionsTo(stream, grants),
      ...[...writers].map((writer) => offered(inboxesOf(writer), writer)),
    ])}
    imports: ${block(taken.map(({ from, subject }) => taking(from, subject)))}
  }`;
}

function serviceAccount(
  service: ServiceName,
  passwordHash: string,
  { grants, publications }: Crossings,
): string {
  if (!BCRYPT.test(passwordHash)) {
    throw new AppError(
      'BUS.CONFIG_PASSWORD_CLEAR',
      `The password of ${service} must be hashed before it is written into the NATS configuration`,
    );
  }
  const asks = grants.filter(({ to }) => to === service);
  const sends = publications.filter(({ from }) => from === service);
  const streams = new Set(sends.map(({ to }) => to));
  const heard = publications.filter((publication) => service === 'cli' && isHeardByCli(publication));
  const allowed = [
    ...asks.map(({ local }) => local),
    ...ownQuestions(service),
    ...sends.map(({ subject }) => subject),
  ];
  return `  ${quote(service)} {
    users: [{
      user: ${quote(service)}, password: ${quote(passwordHash)}
      permissions: {
        publish: { allow: ${list(allowed)} }
        subscribe: { allow: ${list([inboxesOf(service), `rpc.${service}.>`, ...heard.map(({ subject }) => subject)])} }
        # One reply to the asker.
        allow_responses: { max: 1, expires: "5m" }
      }
    }]
    exports: ${block([
      ...questionsTo(service, grants),
      ...sends.map((sent) => offered(sent.subject, sent.to, ...(isHeardByCli(sent) ? ['cli'] : []))),
    ])}
    imports: ${block([
      ...asks.map(asking),
      ...[...streams].map((stream) => taking(stream, inboxesOf(service))),
      ...heard.map(({ from, subject }) => taking(from, subject)),
    ])}
  }`;
}

const inboxesOf = (service: ServiceName): string => `${inboxPrefixOf(service)}.>`;

/** The permitted requests to an account, and the accounts that may send them. */
function questionsTo(account: string, grants: readonly Grant[]): string[] {
  const bySubject = Map.groupBy(
    grants.filter(({ of }) => of === account),
    ({ subject }) => subject,
  );
  return [...bySubject].map(([subject, granted]) => {
    const response = granted.some(({ answers }) => answers === 'many') ? 'stream' : 'singleton';
    return `{ service: ${quote(subject)}, response: ${response}, accounts: ${list(granted.map(({ to }) => to))} }`;
  });
}

const asking = ({ of, subject, local }: Grant): string =>
  `{ service: { account: ${quote(of)}, subject: ${quote(subject)} }${local === subject ? '' : `, to: ${quote(local)}`} }`;

const offered = (subject: string, ...to: readonly string[]): string =>
  `{ stream: ${quote(subject)}, accounts: ${list(to)} }`;

const taking = (from: string, subject: string): string =>
  `{ stream: { account: ${quote(from)}, subject: ${quote(subject)} } }`;

const block = (entries: readonly string[]): string =>
  `[\n${entries.map((entry) => `      ${entry}\n`).join('')}    ]`;

const list = (texts: readonly string[]): string => `[${texts.map(quote).join(', ')}]`;

const BCRYPT = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

function quote(text: string): string {
  if (/[\r\n"]/.test(text)) {
    throw new AppError(
      'BUS.CONFIG_TEXT_INVALID',
      'A text of the NATS configuration may not hold quotes or line breaks',
    );
  }
  return `"${text.replaceAll('\\', '\\\\')}"`;
}
