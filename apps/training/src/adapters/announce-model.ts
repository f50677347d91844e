import { BUCKETS, STREAMS, type ModelRegistered } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus, BusMessage } from '@eagle/messaging';
import type { Term } from '@eagle/service-kit';
import type { RegisteredVersion } from '../ports.js';

/**
 * Announces to the platform that a version is registered. After a kill between registration and
 * announcement, the next start announces it. What is live or was announced last is not announced
 * again, so that no roll-back is undone.
 */
export async function announceModel(
  bus: Bus,
  organizationId: OrganizationId,
  { version, artifactPath }: Pick<RegisteredVersion, 'version' | 'artifactPath'>,
  promote: boolean,
  term: Pick<Term, 'assertHeld'>,
): Promise<void> {
  const subject = STREAMS.models.subject(organizationId);
  const last = await bus.lastMessage(STREAMS.models, subject);
  if (last !== null && versionOf(last) === version) return;
  const live = await bus.bucket(BUCKETS.liveModels).get(organizationId);
  if (live?.value.version === version) return;
  const message: ModelRegistered = { v: 1, organizationId, version, artifactPath, promote };
  term.assertHeld();
  await bus.publish(subject, `${organizationId}.${version}`, STREAMS.models.codec.encode(message));
}

/** @returns null where it cannot be read: then it counts as no known announcement. */
function versionOf(message: BusMessage<ModelRegistered>): string | null {
  try {
    return message.decode().version;
  } catch {
    return null; // No reader could have acted on it: announce again.
  }
}
