import { counter } from '@eagle/service-kit';

/** Every metric of this process. */
export const METRICS = {
  rows: counter('eagle_simulator_rows_total', 'Rows written into SCADA tables.', ['plant']),
  problems: counter('eagle_simulator_problems_total', 'Failed writes of a plant.', ['plant']),
};
