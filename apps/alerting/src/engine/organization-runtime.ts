import { randomUUID } from 'node:crypto';
import { wallInstant } from '@eagle/alerts';
import { alertIdSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { believedNow } from '@eagle/service-kit/clocks';
import type { Resumption } from '../alert-store.js';
import { OrganizationState } from '../organization/organization-state.js';
import { OrganizationWriter, type WriterPorts } from '../organization/organization-writer.js';

/** One loaded organization. */
export interface OrganizationRuntime {
  readonly state: OrganizationState;
  readonly writer: OrganizationWriter;
  /** People's actions, one after the other. */
  actions: Promise<unknown>;
}

export function openRuntime(
  config: OrganizationConfig,
  resumption: Resumption,
  ports: WriterPorts,
): OrganizationRuntime {
  const state = new OrganizationState(config, resumption, {
    newAlertId: () => alertIdSchema.parse(randomUUID()),
    now: () => wallInstant(believedNow()),
  });
  const writer = new OrganizationWriter(state, ports);
  writer.reportUnreadable(resumption.unreadable ?? []);
  return { state, writer, actions: Promise.resolve() };
}

export function observeAges(readAtsMs: Float64Array, seconds: { observe(value: number): void }): void {
  const nowMs = believedNow();
  for (const readAtMs of readAtsMs) seconds.observe((nowMs - readAtMs) / 1_000);
}
