import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, OrderedConsumer } from '@eagle/messaging';

/** A reading that hears nothing for this long fails and is tried again. */
const SILENCE_MS_MAX = 10_000;

/**
 * Follows a stream from a place on, and returns once everything up to what is its last message now was handed over.
 * @param onMessage  `isNew`: it came after that.
 * @returns the ordered consumer, which goes on; null where there is nothing behind that place.
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
  // Settled with what went wrong instead of rejected: nobody waits for it before the stream is followed.
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
