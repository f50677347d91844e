import { AppError, type ServiceName } from '@eagle/contracts/domain';
import { correlationId, type ServiceConnection, type Subscription } from '@eagle/messaging';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { Answer, ANSWER, patternOf } from './answers.js';
import type { RequestContext } from './request-context.js';
import type { RequestGate } from './request-gate.js';

type Handler = MessageHandler<unknown, RequestContext, unknown>;

interface Registered {
  readonly answer: Answer;
  readonly handler: Handler;
}

/**
 * Carries requests between services to the methods that `@Answers` names, over the service's own
 * connection to the bus. Subscription, parsing, bound on what is answered at once, correlation and
 * drain are those of the bus; guards, pipes, interceptors and filters are those of Nest.
 *
 * Nest registers the handlers when the application is connected to it, calls `listen` after the
 * service's start and `close` before its end. Requests behind a gate are answered from `open` until
 * its subscription is stopped: both are its owner's to call, before `listen` and after `close` too.
 */
export class RequestTransport extends Server implements CustomTransportStrategy {
  private readonly registered = new Map<string, Registered>();
  private readonly stopping = new AbortController();
  private subscriptions: Subscription[] = [];
  private closing: Promise<void> | null = null;

  constructor(private readonly connection: ServiceConnection) {
    super();
  }

  /**
   * Called by Nest for every handler, before the service starts.
   * @throws AppError `BUS.UNDECLARED`, `BUS.ANSWERED_TWICE` (bug): the service does not start.
   */
  override addHandler(
    pattern: unknown,
    handler: Handler,
    isEventHandler = false,
    extras: Readonly<Record<string, unknown>> = {},
  ): void {
    const answer = extras[ANSWER];
    if (!(answer instanceof Answer) || isEventHandler) {
      throw new AppError(
        'BUS.UNDECLARED',
        `A handler of ${String(pattern)} is not declared: use @Answers with a request of @eagle/contracts/bus.`,
      );
    }
    const { contract } = answer;
    this.connection.bus.handles(contract);
    const name = patternOf(contract);
    if (this.registered.has(name)) {
      throw new AppError(
        'BUS.ANSWERED_TWICE',
        `${contract.service} has two handlers for ${contract.name}: remove one.`,
      );
    }
    this.registered.set(name, { answer, handler });
    super.addHandler(name, handler, isEventHandler, extras);
  }

  /** Begins to answer all requests that have no gate. */
  listen(callback: (error?: unknown) => void): void {
    this.serve(null).then(
      (subscriptions) => {
        this.subscriptions = subscriptions;
        callback();
      },
      (error: unknown) => callback(error),
    );
  }

  /**
   * Begins to answer the requests behind a gate.
   * @returns stops answering it, and waits (bounded) for requests in flight.
   */
  async open(gate: RequestGate): Promise<Subscription> {
    const subscriptions = await this.serve(gate);
    return { stop: () => stopAll(subscriptions) };
  }

  /**
   * Stops answering requests that have no gate, and waits (bounded) for those in flight. May be
   * called again: Nest does.
   */
  close(): Promise<void> {
    this.stopping.abort();
    this.closing ??= stopAll(this.subscriptions);
    return this.closing;
  }

  /** @throws Error: this transport has no events. */
  on(): never {
    throw new Error('The transport of requests has no events; the health of the bus shows its state.');
  }

  /** @throws Error: the connection is the bus's. */
  unwrap(): never {
    throw new Error('The transport of requests hands no connection out; inject BUS.');
  }

  private async serve(gate: RequestGate | null): Promise<Subscription[]> {
    const served = [...this.registered.values()].filter(({ answer }) => answer.gate === gate);
    const attempts = await Promise.allSettled(served.map((each) => this.serveOne(each)));
    const subscriptions = attempts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const failed = attempts.find((each) => each.status === 'rejected');
    if (failed === undefined) return subscriptions;
    await stopAll(subscriptions);
    throw failed.reason;
  }

  private serveOne({ answer: { contract }, handler }: Registered): Promise<Subscription> {
    return this.connection.requests.serve(contract, async (request: unknown, asker: ServiceName) => {
      const context: RequestContext = {
        contract,
        asker,
        correlationId: correlationId() ?? null,
        stopping: this.stopping.signal,
      };
      const reply: unknown = await handler(request, context);
      return isObservable(reply) ? lastValueFrom(reply) : reply;
    });
  }
}

async function stopAll(subscriptions: readonly Subscription[]): Promise<void> {
  await Promise.all(subscriptions.map((subscription) => subscription.stop()));
}
