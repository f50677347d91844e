import { createHash } from 'node:crypto';
import { LOG_ENTRY_BATCH_MAX, STREAMS, type LogEntryBatch } from '@eagle/contracts/bus';
import type { LogEntry, OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from './bus.types.js';

/**
 * Publishes log entries of one kind, and returns when all are stored. A message that already exists
 * changes nothing.
 * @param about  `log`: the table that they were read from, under its mapping; absent: they were
 * given over REST.
 * @throws AppError `BUS.*`; then only some may be stored, and the same call can be repeated.
 */
export async function publishLogEntries(
  bus: Pick<Bus, 'publish'>,
  organizationId: OrganizationId,
  about: Pick<LogEntryBatch, 'kind' | 'log' | 'givenAtMs' | 'takenBack'>,
  entries: readonly LogEntry[],
): Promise<void> {
  const { kind, log } = about;
  const subject = STREAMS.events.subject(organizationId, log === undefined ? `given-${kind}` : kind);
  const batches: LogEntryBatch[] = [];
  for (let from = 0; from < entries.length; from += LOG_ENTRY_BATCH_MAX) {
    batches.push({ v: 1, organizationId, ...about, events: entries.slice(from, from + LOG_ENTRY_BATCH_MAX) });
  }
  await Promise.all(
    batches.map((batch) => {
      const payload = STREAMS.events.codec.encode(batch);
      const id = createHash('sha256').update(payload).digest('base64url').slice(0, 22);
      return bus.publish(subject, `events:${id}`, payload);
    }),
  );
}
