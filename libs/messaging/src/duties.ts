import {
  RPC,
  STREAMS,
  type BucketDeclaration,
  type RpcContract,
  type StreamDeclaration,
} from '@eagle/contracts/bus';
import { AppError, type ServiceName } from '@eagle/contracts/domain';

/** Kinds of work that need a handler. */
export type Handled = StreamDeclaration | RpcContract;

const isStream = (handled: Handled): handled is StreamDeclaration => 'codec' in handled;
const STREAMS_READ: readonly StreamDeclaration[] = Object.values(STREAMS);
const REQUESTS: readonly RpcContract[] = Object.values(RPC);

const isReadBy = ({ readBy }: StreamDeclaration, service: ServiceName): boolean =>
  [readBy.follows, readBy.worksOff, readBy.looksAt].some((readers) =>
    readers?.some((reader) => reader === service),
  );

/**
 * Compares the actions of a service on the bus with its declarations. The message server also
 * refuses undeclared actions, but only later and with less clear messages; and it would not notice
 * a missing handler.
 */
export class Duties {
  private readonly service: ServiceName | null;
  private readonly handled = new Set<Handled>();

  /** @param service  Null: nothing is checked (tests, and `cli`, which may do everything). */
  constructor(service: ServiceName | null) {
    this.service = service === 'cli' ? null : service;
  }

  /**
   * @throws AppError `BUS.UNDECLARED` (bug) for a stream that the service does not read, or a
   * request that it does not answer.
   */
  handle(...all: readonly Handled[]): void {
    for (const each of all) {
      if (this.service !== null && !isDutyOf(each, this.service)) {
        const what = isStream(each) ? `read ${each.name}` : `answer ${each.name}`;
        throw undeclared(`${this.service} is not declared to ${what}: declare it in @eagle/contracts/bus.`);
      }
      this.handled.add(each);
    }
  }

  /**
   * @throws AppError `BUS.UNDECLARED` (bug) for a bucket that the service neither reads nor writes.
   */
  open(bucket: BucketDeclaration): void {
    if (this.service === null || isOpenTo(bucket, this.service)) return;
    throw undeclared(
      `${this.service} is not declared to read ${bucket.name}: declare it in @eagle/contracts/bus.`,
    );
  }

  /** @throws AppError `BUS.UNHANDLED` (bug) that names the declaration without a handler. */
  assertComplete(): void {
    const service = this.service;
    if (service === null) return;
    const stream = STREAMS_READ.find((each) => isReadBy(each, service) && !this.handled.has(each));
    if (stream !== undefined)
      throw unhandled(`${service} is declared to read ${stream.name} and never does.`);
    const request = REQUESTS.find((each) => each.service === service && !this.handled.has(each));
    if (request !== undefined)
      throw unhandled(`${service} is declared to answer ${request.name} and has no handler for it.`);
  }
}

const isDutyOf = (handled: Handled, service: ServiceName): boolean =>
  isStream(handled) ? isReadBy(handled, service) : handled.service === service;

const isOpenTo = ({ readBy, writtenBy }: BucketDeclaration, service: ServiceName): boolean =>
  readBy === 'all' || readBy.some((reader) => reader === service) || Object.hasOwn(writtenBy, service);

const undeclared = (message: string): AppError => new AppError('BUS.UNDECLARED', message);
const unhandled = (message: string): AppError => new AppError('BUS.UNHANDLED', message);
