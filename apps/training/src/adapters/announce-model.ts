import {
  BUCKETS,
  liveModelSchema,
  modelRegisteredSchema,
  subjects,
  type ModelRegistered,
  type OrganizationId,
} from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import type { RegisteredVersion } from '../ports.js';

/**
 * Tells the platform that a version is registered. A process killed between register and announcement makes good for it at its next
 * start: what is live or was announced last is not announced again, so that no roll-back is undone.
 */
export async function announceModel(
  bus: Bus,
  organizationId: OrganizationId,
  { version, artifactPath }: Pick<RegisteredVersion, 'version' | 'artifactPath'>,
  promote: boolean,
): Promise<void> {
  const subject = subjects.modelRegistered(organizationId);
  const last = await bus.lastMessage('models', subject);
  if (last !== null && versionOf(last.payload) === version) return;
  const live = await bus.bucket(BUCKETS.liveModels, liveModelSchema).get(organizationId);
  if (live?.value.version === version) return;
  const message: ModelRegistered = { v: 1, organizationId, version, artifactPath, promote };
  await bus.publish(subject, `${organizationId}.${version}`, Buffer.from(JSON.stringify(message)));
}

function versionOf(payload: Uint8Array): string | null {
  try {
    return modelRegisteredSchema.parse(JSON.parse(Buffer.from(payload).toString('utf8'))).version;
  } catch {
    return null; // Nothing that anybody could have acted on: announced anew.
  }
}
