import type { Factor, OrganizationId } from '@eagle/contracts';
import type { LoadedModel } from '../models/loaded-model.js';
import type { BatchRunner } from './batch-runner.js';

/** Top factors of one row: runs the model on its ablated variants, one batch. */
export async function explainRow(
  runner: BatchRunner,
  organizationId: OrganizationId,
  model: LoadedModel,
  matrix: Float32Array,
  offset: number,
  probability: number,
): Promise<Factor[]> {
  const { ablation } = model;
  const { width } = model.session.shape;
  const variants = new Float32Array(ablation.rowsMax * width);
  const signals = ablation.fill(matrix, offset, variants);
  if (signals.length === 0) return [];
  const rows = variants.subarray(0, signals.length * width);
  const outputs = await runner.run(organizationId, model, rows, signals.length);
  return ablation.factors(matrix, offset, probability, signals, outputs.probability);
}
