import { alertOf, predictionOf } from '../../live/alert.fixture.js';
import { alertsCsv, COLUMNS } from './alerts-csv.js';

/** A line by the names of its columns; of these alerts no cell holds a comma. */
const cellsOf = (line = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(line.split(',').map((cell, at) => [COLUMNS[at] ?? '', cell]));

test('alerts as CSV have raw names beside human ones, and the numbers of what was seen', () => {
  const seen = alertOf({ id: 'a', message: '', recommendedAction: '' });
  const expected = predictionOf({ id: 'b', recommendedAction: '=run()' });
  const [, first, second] = alertsCsv([seen, expected], (at) => `at ${at}`).split('\r\n');
  expect(cellsOf(first)).toMatchObject({
    ...{ id: 'a', raisedAt: `at ${seen.raisedAt}`, priority: 'medium', asset: 'line-1' },
    ...{ assetName: 'Furnace line 1', value: '85', unit: '°C', limit: '80', setValue: '', probability: '' },
  });
  expect(cellsOf(second)).toMatchObject({
    ...{ id: 'b', origin: 'predictive', minutesToFailure: '9', minutesLow: '6', minutesHigh: '15' },
    ...{ probability: '0.99', value: '', recommendedAction: "'=run()" },
  });
});
