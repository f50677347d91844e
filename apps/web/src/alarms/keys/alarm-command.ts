/** What a key does on the alarms page. */
export type AlarmCommand =
  | 'next'
  | 'previous'
  | 'extend-down'
  | 'extend-up'
  | 'open'
  | 'close'
  | 'drawer'
  | 'acknowledge'
  | 'acknowledge-group'
  | 'fold'
  | 'unfold'
  | 'select'
  | 'filter'
  | 'show-new'
  | 'resolve'
  | 'dismiss'
  | 'note'
  | 'undo';

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys of their own: they mean the same everywhere, and cannot be switched off. */
const MOVING: Readonly<Record<string, AlarmCommand>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'fold',
  ArrowRight: 'unfold',
  Enter: 'open',
  Escape: 'close',
};
const WITH_SHIFT: Readonly<Record<string, AlarmCommand>> = {
  ArrowDown: 'extend-down',
  ArrowUp: 'extend-up',
  A: 'acknowledge-group',
  J: 'extend-down',
  K: 'extend-up',
};
/** Single characters: a person who dictates can switch them off (WCAG 2.1.4). */
const CHARACTERS: Readonly<Record<string, AlarmCommand>> = {
  j: 'next',
  k: 'previous',
  a: 'acknowledge',
  x: 'select',
  ']': 'drawer',
  '/': 'filter',
  '.': 'show-new',
  r: 'resolve',
  d: 'dismiss',
  n: 'note',
  z: 'undo',
};

/** The keys as the help lists them. */
export const KEY_HELP: readonly { readonly command: AlarmCommand; readonly keys: readonly string[] }[] = [
  { command: 'next', keys: ['J', '↓'] },
  { command: 'previous', keys: ['K', '↑'] },
  { command: 'open', keys: ['Enter'] },
  { command: 'close', keys: ['Esc'] },
  { command: 'drawer', keys: [']'] },
  { command: 'acknowledge', keys: ['A'] },
  { command: 'acknowledge-group', keys: ['Shift A'] },
  { command: 'unfold', keys: ['→'] },
  { command: 'fold', keys: ['←'] },
  { command: 'select', keys: ['X'] },
  { command: 'extend-down', keys: ['Shift J'] },
  { command: 'extend-up', keys: ['Shift K'] },
  { command: 'resolve', keys: ['R'] },
  { command: 'dismiss', keys: ['D'] },
  { command: 'note', keys: ['N'] },
  { command: 'undo', keys: ['Z'] },
  { command: 'show-new', keys: ['.'] },
  { command: 'filter', keys: ['/'] },
];

/** Those that make sense from the command palette: the others move through the list. */
export const IN_PALETTE: readonly AlarmCommand[] = [
  'acknowledge',
  'resolve',
  'dismiss',
  'note',
  'undo',
  'show-new',
  'filter',
];

/**
 * @param areCharactersOn  Whether single characters are keys.
 * @returns null for a key that does nothing here.
 */
export function commandOf(pressed: Pressed, areCharactersOn: boolean): AlarmCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const { key, shiftKey } = pressed;
  if (shiftKey && Object.hasOwn(WITH_SHIFT, key)) {
    return key.length > 1 || areCharactersOn ? (WITH_SHIFT[key] ?? null) : null;
  }
  if (!shiftKey && Object.hasOwn(MOVING, key)) return MOVING[key] ?? null;
  // Caps lock gives a capital without Shift; some layouts give "/" only with it.
  const character = shiftKey ? key : key.toLowerCase();
  return areCharactersOn && Object.hasOwn(CHARACTERS, character) ? (CHARACTERS[character] ?? null) : null;
}
