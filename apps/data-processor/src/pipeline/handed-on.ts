import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus, BusMessage } from '@eagle/messaging';
import { batchOfMessageId } from './feature-frames.js';

/**
 * Number of the newest read of which a feature frame is known to have been published: it still waits to be predicted, or is predicted already.
 * Reads follow each other and each waits for its frames, so all before it are published (or were given up) as well.
 * @returns 0 where nothing is known.
 * @throws AppError of the bus; retryable.
 */
export async function newestReadHandedOn(
  bus: Pick<Bus, 'lastMessage'>,
  organizationId: OrganizationId,
): Promise<number> {
  // A prediction has the id of its frame.
  const [waiting, predicted] = await Promise.all([
    bus.lastMessage(STREAMS.features, STREAMS.features.subject(organizationId)),
    bus.lastMessage(STREAMS.predictions, STREAMS.predictions.subject(organizationId)),
  ]);
  return Math.max(batchOf(waiting), batchOf(predicted));
}

const batchOf = (message: BusMessage | null): number =>
  batchOfMessageId(message?.headers['Nats-Msg-Id'] ?? '') ?? 0;
