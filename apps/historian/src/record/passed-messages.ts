import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import type { Positions, StreamPosition } from '@eagle/telemetry';
import type { OrganizationRecorder } from './organization-recorder.js';
import { RECORDED_PREDICTIONS, RECORDED_SCANS, type RecordedStream } from './recorded-streams.js';

/**
 * Looks whether the shared reader has passed messages that the organization has not stored: what
 * was in memory when the process ended, or on the bus while the organization was behind. If so, the
 * organization is behind.
 * @param shared  How far the shared reader came; it waits meanwhile at the next message of the
 * organization.
 * @throws AppError of the bus.
 */
export async function fallBehindWherePassed(
  bus: Pick<Bus, 'nextMessage' | 'lastMessage'>,
  recorder: OrganizationRecorder,
  shared: Positions,
): Promise<void> {
  await look(bus, recorder, RECORDED_SCANS, shared.get('scans') ?? null);
  await look(bus, recorder, RECORDED_PREDICTIONS, shared.get('predictions') ?? null);
}

async function look<T extends OrganizationOwned>(
  bus: Pick<Bus, 'nextMessage' | 'lastMessage'>,
  recorder: OrganizationRecorder,
  { stream, declaration }: RecordedStream<T>,
  shared: StreamPosition | null,
): Promise<void> {
  if (shared === null) return;
  const { incarnation } = shared;
  const { cursor, organizationId } = recorder;
  const leaveOut = (sequence: number): void => {
    recorder.fallBehind();
    cursor.leaveOut(stream, { incarnation, sequence });
  };
  const subject = declaration.subjectsOf(organizationId);
  const taken = cursor.positions.get(stream) ?? null;
  if (taken !== null && taken.incarnation !== incarnation) {
    const last = await bus.lastMessage(declaration, subject);
    return leaveOut(last?.sequence ?? 0);
  }
  const after = taken?.sequence ?? 0;
  if (after >= shared.sequence) return;
  const next = await bus.nextMessage(declaration, subject, after);
  if (next !== null && next.sequence <= shared.sequence) {
    // A later one may come at any moment; the shared reader leaves it out itself.
    const last = await bus.lastMessage(declaration, subject);
    return leaveOut(last?.sequence ?? 0);
  }
  if (taken === null) return;
  // What the stream dropped since may have been of this organization. What it drops before the
  // shared reader comes, that one meets as well.
  const oldest = await bus.nextMessage(declaration, declaration.subjects[0], after);
  const droppedTo = (oldest?.sequence ?? shared.sequence + 1) - 1;
  if (droppedTo > after && droppedTo <= shared.sequence) leaveOut(droppedTo);
}
