import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, OrderedConsumer } from '@eagle/messaging';

/** A read of the stream without messages for this long fails and is retried. */
const SILENCE_MS_MAX = 10_000;

/**
 * Follows a stream from a position, and returns once everything up to its present last message was
 * delivered.
 * @param onMessage  `isNew`: the message came after that.
 * @returns the ordered consumer, which continues; null where there is no message after that
 * position.
 * @throws AppError of the bus; retryable.
 */
export async function followToEnd<T extends OrganizationOwned>(
  bus: Bus,
  stream: StreamDeclaration<T>,
  filter: string,
  afterSequence: number,
  onMessage: (received: BusMessage<T>, isNew: boolean) => void,
): Promise<OrderedConsumer | null> {
  const last = await bus.lastMessage(stream, filter);
  if (last === null || last.sequence <= afterSequence) return null;
  // It resolves with the error instead of rejecting: nothing awaits it before the stream is
  // followed.
  const { promise: outcome, resolve: settle } = Promise.withResolvers<Error | null>();
  let silence = setTimeout(() => undefined, 0);
  const listen = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      settle(new Error(`${stream.name} gave nothing for ${SILENCE_MS_MAX} ms`));
    }, SILENCE_MS_MAX);
  };
  listen();
  let reached = false;
  const consumer = await bus.follow(stream, {
    filterSubjects: [filter],
    from: { afterSequence },
    onMessage: (received) => {
      if (!reached) listen();
      onMessage(received, received.sequence > last.sequence);
      if (received.sequence < last.sequence) return;
      reached = true;
      settle(null);
    },
  });
  const failure = await outcome;
  clearTimeout(silence);
  if (failure === null) return consumer;
  await consumer.stop();
  throw failure;
}
