import type { BusFinding } from '@eagle/contracts/bus';
import type { ConsumerInfo, StreamInfo } from '@nats-io/jetstream';
import { SERVICES } from '@eagle/contracts/domain';
import { busGrants, STREAM_ACCOUNTS, streamListOf } from './bus-accounts.js';
import type { Connection } from './connection.js';
import { JS_ERROR, jsErrorCode } from './errors.js';
import { SERVICE_JS_API } from './js-api.js';
import { declaredStreams, differences, type Wanted } from './stream-config.js';
import { ensureStream } from './streams.js';

const LIST_MS_MAX = 5_000;

/**
 * Inspects every stream and every consumer, as `cli`, for anything that the platform did not
 * create, and corrects what it can: it brings a stream to its declaration, deletes a consumer that
 * pushes, and resumes one that is paused. It only reports the rest.
 */
export class BusInspection {
  /** @param heals  Whether it corrects what it finds; otherwise it only looks. */
  constructor(
    private readonly connection: Connection,
    private readonly replicas: number,
    private readonly heals: boolean,
  ) {}

  /** @throws AppError where the server does not answer. */
  async run(foundAt: Date): Promise<BusFinding[]> {
    const at = foundAt.toISOString();
    const found: BusFinding[] = [];
    for (const wanted of declaredStreams(this.replicas)) {
      for (const finding of await this.ofStream(wanted)) found.push({ ...finding, foundAt: at });
    }
    for (const stream of await this.undeclared()) {
      const text = `Stream ${stream} does not belong to the platform. Find out who created it, then delete it.`;
      found.push({ kind: 'undeclared-stream', foundAt: at, stream, consumer: null, text, healed: false });
    }
    return found;
  }

  private async ofStream(wanted: Wanted): Promise<Finding[]> {
    const info = await this.info(wanted.name);
    if (info === null) {
      const healed = await this.heal(() => ensureStream(this.connection, wanted));
      const text = `Stream ${wanted.name} was missing`;
      return [{ kind: 'stream-missing', stream: wanted.name, consumer: null, text, healed }];
    }
    const findings: Finding[] = [];
    const differing = differences(info.config, wanted);
    if (differing.length > 0) {
      const healed = await this.heal(() => ensureStream(this.connection, wanted));
      const text = `Stream ${wanted.name} was changed in ${differing.join(', ')}`;
      findings.push({ kind: 'stream-differs', stream: wanted.name, consumer: null, text, healed });
    }
    for await (const consumer of this.connection.jsm.consumers.list(wanted.name)) {
      const finding = await this.ofConsumer(wanted.name, consumer);
      if (finding !== null) findings.push(finding);
    }
    return findings;
  }

  private async ofConsumer(stream: string, info: ConsumerInfo): Promise<Finding | null> {
    const { consumers } = this.connection.jsm;
    const consumer = info.name;
    const to = info.config.deliver_subject;
    if (to !== undefined) {
      const healed = await this.heal(() => consumers.delete(stream, consumer));
      const text = `Consumer ${consumer} of ${stream} pushes to ${to}; the platform's consumers only pull`;
      return { kind: 'push-consumer', stream, consumer, text, healed };
    }
    if (info.paused === true) {
      const healed = await this.heal(() => consumers.resume(stream, consumer));
      const text = `Consumer ${consumer} of ${stream} was paused`;
      return { kind: 'paused-consumer', stream, consumer, text, healed };
    }
    if (isOfReader(stream, consumer)) return null;
    const text = `Consumer ${consumer} of ${stream} has the name of no service that may read the stream`;
    return { kind: 'foreign-consumer', stream, consumer, text, healed: false };
  }

  private async info(stream: string): Promise<StreamInfo | null> {
    try {
      return await this.connection.jsm.streams.info(stream);
    } catch (error) {
      if (jsErrorCode(error) === JS_ERROR.streamNotFound) return null;
      throw error;
    }
  }

  /**
   * Streams in other accounts; a server without accounts (tests) has the streams that a test made.
   */
  private async undeclared(): Promise<string[]> {
    if (this.connection.jsApi !== SERVICE_JS_API) return [];
    const found: string[] = [];
    for (const account of STREAM_ACCOUNTS) {
      const answer = await this.connection.nats.request(streamListOf(account), '', { timeout: LIST_MS_MAX });
      const { streams } = answer.json<{ readonly streams?: readonly StreamInfo[] | null }>();
      for (const { config } of streams ?? []) if (config.name !== account) found.push(config.name);
    }
    return found;
  }

  private async heal(repair: () => Promise<unknown>): Promise<boolean> {
    if (!this.heals) return false;
    try {
      await repair();
      return true;
    } catch (error) {
      this.connection.logger.error({ error }, 'A fault on the message server could not be corrected');
      return false;
    }
  }
}

type Finding = Omit<BusFinding, 'foundAt'>;

/** By stream, the services that may make consumers on it. */
const READERS = Map.groupBy(
  busGrants(SERVICES).filter(({ subject }) => subject.includes('.CONSUMER.')),
  ({ of }) => of,
);

function isOfReader(stream: string, consumer: string): boolean {
  const readers = READERS.get(stream) ?? [];
  return readers.some(({ to }) => consumer === to || consumer.startsWith(`${to}-`));
}
