import assert from 'node:assert/strict';
import { chaos } from '../chaos/chaos.command.js';
import { CHAOS_CASES } from '../chaos/cases/index.js';
import { chaosTable } from '../chaos/chaos-counters.js';

test('disturbances lose no row and no alert, delay no rule while prediction is frozen, are reported in time, and end with their cause', async () => {
  const only = CHAOS_CASES.map(({ name }) => name);
  const say = (text: string): void => console.log(text);
  const report = await chaos({ only, size: 'small', durationMs: 0 }, say, new AbortController().signal);
  const table = chaosTable(report.counts);
  assert.equal(report.failed, 0, table);
  const whileNobodyPredicts = report.counts.find(({ disturbance }) =>
    disturbance.startsWith('prediction frozen'),
  );
  assert.ok(typeof whileNobodyPredicts?.alertLateMsMax === 'number', table);
  assert.ok(report.disturbances >= 3 && report.rows > 0, table);
});
