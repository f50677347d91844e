import { createHash } from 'node:crypto';
import {
  EVENT_BATCH_MAX,
  eventBatchSchema,
  subjects,
  type EventBatch,
  type LogEntry,
  type LogMapping,
  type Mapping,
  type OrganizationId,
} from '@eagle/contracts';
import { assertTenant, type Bus, type BusMessage } from '@eagle/messaging';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Publishes log entries of one kind, and returns when all are stored. A message that is there already changes nothing. */
export async function publishEvents(
  bus: Pick<Bus, 'publish'>,
  organizationId: OrganizationId,
  { kind, log }: Pick<EventBatch, 'kind' | 'log'>,
  entries: readonly LogEntry[],
): Promise<void> {
  const batches: EventBatch[] = [];
  for (let from = 0; from < entries.length; from += EVENT_BATCH_MAX) {
    batches.push({ v: 1, organizationId, kind, log, events: entries.slice(from, from + EVENT_BATCH_MAX) });
  }
  await Promise.all(
    batches.map((batch) => {
      const text = JSON.stringify(batch);
      const id = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      return bus.publish(subjects.events(organizationId, kind), `events:${id}`, encoder.encode(text));
    }),
  );
}

/** @throws ZodError, SyntaxError: it can never be read; AppError `BUS.WRONG_TENANT`. */
export function decodeEvents(received: BusMessage): EventBatch {
  const batch = eventBatchSchema.parse(JSON.parse(decoder.decode(received.payload)));
  assertTenant(received, batch.organizationId);
  return batch;
}

/** Tells a log table under its mapping from every other, and from itself under another mapping. */
export function logIdOf({ timeZone }: Mapping, log: LogMapping): string {
  const { kind, table, timeColumn, assetColumn, codeColumn } = log;
  const text = JSON.stringify([kind, table, timeColumn, assetColumn, codeColumn, timeZone]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
