import fc from 'fast-check';
import { commandOf, KEY_HELP } from './alarm-command.js';

const press = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('a key', () => {
  test.each([
    ['j', {}, 'next'],
    ['A', {}, 'acknowledge'],
    ['J', { shiftKey: true }, 'extend-down'],
    ['ArrowUp', { shiftKey: true }, 'extend-up'],
    ['/', { shiftKey: true }, 'filter'],
    ['Escape', {}, 'close'],
    ['A', { shiftKey: true }, 'acknowledge-group'],
    ['ArrowRight', {}, 'unfold'],
    ['B', { shiftKey: true }, null],
  ] as const)('%s with %j is %s', (key, held, command) => {
    expect(commandOf(press(key, held), true)).toBe(command);
  });

  test('of the browser or the system is left alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('ctrlKey', 'metaKey', 'altKey'), (key, held) => {
        expect(commandOf(press(key, { [held]: true }), true)).toBeNull();
      }),
    );
  });

  test('that is one character does nothing once they are switched off', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 1 }), fc.boolean(), (key, shiftKey) => {
        expect(commandOf(press(key, { shiftKey }), false)).toBeNull();
      }),
    );
    expect(commandOf(press('ArrowDown'), false)).toBe('next');
  });

  test('of every command is in the help', () => {
    const helped = new Set(KEY_HELP.map(({ command }) => command));
    fc.assert(
      fc.property(fc.string({ maxLength: 1 }), (key) => {
        const command = commandOf(press(key), true);
        expect(command === null || helped.has(command)).toBe(true);
      }),
    );
  });
});
