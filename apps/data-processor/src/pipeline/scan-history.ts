import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { QUALITY, type ScanBatch } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import type { PipelinePlan } from './pipeline-plan.js';
import { followToEnd } from './stream-catch-up.js';

export interface PublishedScans {
  readonly message: ScanBatch;
  /** Position in the stream. */
  readonly scansSequence: number;
}

/**
 * Reads what this organization published, in order, from a position in the SCANS stream to its
 * present last message.
 * @throws AppError of the bus; retryable.
 */
export async function readPublished(
  bus: Bus,
  organizationId: OrganizationId,
  afterSequence: number,
  onScans: (scans: PublishedScans) => void,
): Promise<void> {
  const consumer = await followToEnd(
    bus,
    STREAMS.scans,
    STREAMS.scans.subjectsOf(organizationId),
    afterSequence,
    (received, isNew) => {
      if (!isNew) onScans({ message: received.decode(), scansSequence: received.sequence });
    },
  );
  await consumer?.stop();
}

/**
 * Brings a message of an older configuration into the present shape: tags by name, states judged
 * again.
 */
export function inPresentShape(plan: PipelinePlan, message: ScanBatch): ScanBatch {
  if (message.configRevision === plan.config.revision) return message;
  const width = plan.table.names.length;
  const values = new Float64Array(message.rows * width).fill(NaN);
  const quality = new Uint8Array(message.rows * width).fill(QUALITY.missing);
  const states = new Uint8Array(message.rows);
  const places = message.tags.map((tag) => plan.table.indexOf(tag));
  for (let row = 0; row < message.rows; row++) {
    places.forEach((place, tag) => {
      if (place < 0) return;
      values[row * width + place] = message.values[row * message.tags.length + tag] ?? NaN;
      quality[row * width + place] = message.quality[row * message.tags.length + tag] ?? QUALITY.missing;
    });
    states[row] = plan.states.stateOf(values.subarray(row * width, (row + 1) * width));
  }
  const { names } = plan.table;
  return {
    ...message,
    tags: [...names],
    stateNames: [...plan.states.stateNames],
    values,
    quality,
    states,
  };
}
