import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus, BusMessage } from '@eagle/messaging';
import { batchOfMessageId } from './feature-frames.js';

/**
 * The number of the newest read with a published feature frame: the frame still waits for
 * prediction, or is predicted already. Each read waits for the frames of the one before it, so all
 * earlier ones are published or dropped as well.
 * @returns 0 where none is known.
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
