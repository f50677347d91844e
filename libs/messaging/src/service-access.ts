import {
  BUCKETS,
  WRITES_NO_DEAD_LETTERS,
  BUS_HEALTH_ASKED_BY,
  RPC,
  STREAMS,
  type BucketDeclaration,
  type RpcContract,
  type StreamDeclaration,
  type Writers,
} from '@eagle/contracts/bus';
import type { ServiceName, WorkingService } from '@eagle/contracts/domain';

/**
 * The permitted actions of one service on the bus, from the declarations; the server refuses
 * everything else.
 */
export interface Access {
  readonly publishes: readonly { readonly stream: StreamDeclaration; readonly subjects: readonly string[] }[];
  /** Streams that it follows with ordered consumers. */
  readonly follows: readonly StreamDeclaration[];
  /**
   * Streams that it processes with one durable consumer, named as the service, which its replicas
   * share.
   */
  readonly worksOff: readonly StreamDeclaration[];
  /** Streams from which it reads single messages only. */
  readonly looksAt: readonly StreamDeclaration[];
  /** Keys with wildcards; `>` is every key. */
  readonly writesBuckets: readonly { readonly bucket: BucketDeclaration; readonly keys: readonly string[] }[];
  /** It may also read what it writes. */
  readonly readsBuckets: readonly BucketDeclaration[];
  /** Whether it asks the message server for its health. */
  readonly asksHealth: boolean;
}

const EVERY_KEY = ['>'];
const ALL_STREAMS: readonly StreamDeclaration[] = Object.values(STREAMS);
export const ALL_BUCKETS: readonly BucketDeclaration[] = Object.values(BUCKETS);

/** The rights of a service, which come only from the declarations. */
export function accessOf(service: WorkingService): Access {
  const reading = (way: keyof StreamDeclaration['readBy']): StreamDeclaration[] =>
    ALL_STREAMS.filter(({ readBy }) => readBy[way]?.includes(service));
  return {
    publishes: ALL_STREAMS.map((stream) => ({
      stream,
      subjects: allowed(stream.writtenBy, service, stream.subjects),
    })).filter(({ subjects }) => subjects.length > 0),
    follows: reading('follows'),
    worksOff: reading('worksOff'),
    looksAt: reading('looksAt'),
    writesBuckets: ALL_BUCKETS.map((bucket) => ({
      bucket,
      keys: allowed(bucket.writtenBy, service, EVERY_KEY),
    })).filter(({ keys }) => keys.length > 0),
    readsBuckets: ALL_BUCKETS.filter(
      ({ readBy, writtenBy }) => readBy === 'all' || readBy.includes(service) || service in writtenBy,
    ),
    asksHealth: BUS_HEALTH_ASKED_BY.includes(service),
  };
}

function allowed(writers: Writers, service: WorkingService, all: readonly string[]): readonly string[] {
  const allowedTo = writers[service] ?? [];
  return allowedTo === 'all' ? all : allowedTo;
}

/**
 * Last tokens of the dead letter subjects to which a service copies unusable messages: the nouns of
 * the streams that it reads.
 */
export function deadLetterNouns(service: WorkingService): string[] {
  if (WRITES_NO_DEAD_LETTERS.includes(service)) return [];
  const { follows, worksOff } = accessOf(service);
  return [...new Set([...follows, ...worksOff].map(({ noun }) => noun))];
}

export function mayAsk(service: ServiceName, contract: RpcContract): boolean {
  return service === 'cli' || contract.askedBy.includes(service);
}

export const RPC_CONTRACTS: readonly RpcContract[] = Object.values(RPC);
