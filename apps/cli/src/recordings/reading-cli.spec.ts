import assert from 'node:assert/strict';
import { Command } from 'commander';
import { addReadingOptions, withSaid, type SaidOptions } from './reading-cli.js';
import { GUESSED } from './reading-options.js';

function parsed(...words: string[]): SaidOptions {
  const command = addReadingOptions(new Command('read'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse(words, { from: 'user' }).opts<SaidOptions>();
}

test('options of the command line override detected and configured ones', () => {
  const said = parsed(
    '--separator',
    'tab',
    '--decimal',
    ',',
    '--time-format',
    'DD.MM.YYYY',
    '--time',
    'Date, Time of day',
    '--readings',
    '-9999,65535',
    '--zone',
    'Europe/Helsinki',
    '--bad-words',
    'off, kaputt',
    '--bad-words',
    'x',
  );
  assert.deepEqual(withSaid({ ...GUESSED, zone: 'UTC', badWords: ['y'] }, said), {
    ...GUESSED,
    separator: '\t',
    decimal: ',',
    timeFormat: 'D/M/Y',
    time: ['Date', 'Time of day'],
    readings: [-9999, 65535],
    zone: 'Europe/Helsinki',
    badWords: ['y', 'off', 'kaputt', 'x'],
  });
  assert.deepEqual(withSaid(GUESSED, parsed()), GUESSED);
});

test('an impossible value is refused with what was expected', () => {
  for (const [words, message] of [
    [['--separator', 'dot'], /expected comma, semicolon, tab or pipe/],
    [['--zone', 'Europe/Nowhere'], /expected a zone such as Europe\/Helsinki/],
    [['--encoding', 'klingon'], /expected an encoding/],
    [['--time-format', 'often'], /expected one of Y\/M\/D/],
    [['--decimal', 'x'], /decimal/],
    [['--time', 'a,b,c'], /expected one column, or two: date and time of day/],
    [['--readings', 'high'], /--readings/],
  ] as const)
    assert.throws(() => parsed(...words), { message });
});
