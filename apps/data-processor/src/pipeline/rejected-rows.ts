import type { MappedRows } from '@eagle/feeds';
import type { PipelineParts } from './pipeline-parts.js';

/** Where rows go that cannot be used: into metrics, status and quarantine. */
export class RejectedRows {
  constructor(private readonly parts: Pick<PipelineParts, 'plan' | 'metrics' | 'status' | 'quarantine'>) {}

  setAside(mapped: MappedRows, readAtMs: number): void {
    const { status, metrics, quarantine, plan } = this.parts;
    metrics.countRejected(plan.config.organizationId, mapped.counts);
    const [example] = mapped.rejected;
    const reported = mapped.rejected.find(({ reason }) => reason !== 'tag-unknown') ?? null;
    status.reject(mapped.counts, mapped.rejected.length, reported?.detail ?? null, mapped.valueExample);
    if (example !== undefined) quarantine.keep(mapped.rejected, readAtMs);
  }
}
