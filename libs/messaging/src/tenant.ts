import { organizationOfSubject } from '@eagle/contracts/bus';
import { AppError, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { BusMessage } from './durable-consumer.types.js';

/** Ids that were found to be well-formed: the same few ids come with every message. */
const KNOWN_MAX = 10_000;
const known = new Map<string, OrganizationId>();

/** @throws AppError `BUS.SUBJECT_INVALID` where the second token is not an organization's id. */
export function tenantOf(subject: string): OrganizationId {
  const token = organizationOfSubject(subject);
  const found = known.get(token);
  if (found !== undefined) return found;
  const parsed = organizationIdSchema.safeParse(token);
  if (parsed.success) {
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(token, parsed.data);
    return parsed.data;
  }
  throw new AppError('BUS.SUBJECT_INVALID', `No organization in the subject ${subject}`, {
    subject,
  });
}

/**
 * The payload must belong to the organization in the subject.
 * @throws AppError `BUS.WRONG_TENANT` (forbidden): the message goes to the dead letters and is
 * never retried.
 */
export function assertTenant(
  message: Pick<BusMessage, 'organizationId' | 'subject'>,
  organizationId: string,
): void {
  if (message.organizationId === organizationId) return;
  throw new AppError('BUS.WRONG_TENANT', 'The payload belongs to another organization than its subject', {
    subject: message.subject,
    payloadOrganizationId: organizationId,
  });
}
