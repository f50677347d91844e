import assert from 'node:assert/strict';
import { attack } from '../attack/attack.command.js';
import { attackTable } from '../attack/attack-counters.js';
import { ATTACK_PARTS } from '../attack/parts/index.js';

test('no attack succeeds, and none ends a process', async () => {
  const only = ATTACK_PARTS.map(({ name }) => name);
  const say = (text: string): void => console.log(text);
  const report = await attack({ only, size: 'small' }, say, new AbortController().signal);
  const table = attackTable(report.counts);
  assert.equal(report.successes, 0, table);
  assert.equal(report.exits, 0, table);
  for (const name of only)
    assert.ok(
      report.counts.some(({ part, tries }) => part === name && tries > 0),
      `${name} tried nothing`,
    );
});
