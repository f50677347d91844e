import type { BelowFloor } from '@eagle/contracts/domain';
import type { ModelOutputs } from './golden.js';

/** Whether at least one row reaches the floor, so that the whole model must run. */
export function someReachFloor(probability: Float32Array, { floor }: Pick<BelowFloor, 'floor'>): boolean {
  for (let row = 0; row < probability.length; row += 1) if ((probability[row] ?? 0) >= floor) return true;
  return false;
}

/**
 * Outputs for rows that all stay below the floor, bit for bit equal to the outputs of the whole
 * model.
 * @param probability  Per row; kept.
 */
export function outputsBelowFloor(
  probability: Float32Array,
  { componentShares, timeToFailure }: BelowFloor,
): ModelOutputs {
  const rows = probability.length;
  const components = componentShares.length;
  const component = new Float32Array(rows * components);
  const minutes = new Float32Array(rows * 3);
  for (let row = 0; row < rows; row += 1) {
    const own = probability[row] ?? 0;
    for (let one = 0; one < components; one += 1)
      component[row * components + one] = own * (componentShares[one] ?? 0);
    minutes[row * 3] = timeToFailure[0];
    minutes[row * 3 + 1] = timeToFailure[1];
    minutes[row * 3 + 2] = timeToFailure[2];
  }
  return { probability, component, timeToFailure: minutes };
}
