import { isLeftOut, isTaken, type Mapped } from './choices.js';
import { isName } from './names.js';

export type MistakenField = 'tag' | 'component' | 'role';

/** What is wrong with a signal, at one of its fields. */
export interface SignalMistake {
  readonly source: string;
  readonly field: MistakenField;
  readonly kind: 'bad-name' | 'repeated' | 'no-component' | 'bad-component' | 'numbers-only' | 'flags-only';
}

const FLAG_ROLES: ReadonlySet<string> = new Set(['flag', 'failure', 'limit-flag']);

/** Every mistake of the signals that are taken; the platform would refuse the configuration for each. */
export function mistakesOf(signals: readonly Mapped[]): SignalMistake[] {
  const counts = new Map<string, number>();
  for (const { tag } of signals.filter(isTaken)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return signals.flatMap((signal) => {
    if (isLeftOut(signal)) return [];
    const { source, tag } = signal;
    const found: SignalMistake[] = [];
    if (!isName(tag)) found.push({ source, field: 'tag', kind: 'bad-name' });
    else if ((counts.get(tag) ?? 0) > 1) found.push({ source, field: 'tag', kind: 'repeated' });
    return [...found, ...componentMistakes(signal), ...roleMistakes(signal)];
  });
}

function componentMistakes({ source, role, component }: Mapped): SignalMistake[] {
  if (component === '')
    return role === 'failure' ? [{ source, field: 'component', kind: 'no-component' }] : [];
  return isName(component) ? [] : [{ source, field: 'component', kind: 'bad-component' }];
}

function roleMistakes({ source, role, type, findings }: Mapped): SignalMistake[] {
  // What was 0 all the time may be either.
  if (findings.some(({ kind }) => kind === 'only-zeros' || kind === 'empty')) return [];
  if (type === 'number' && FLAG_ROLES.has(role)) return [{ source, field: 'role', kind: 'flags-only' }];
  if (type === 'boolean' && role === 'set-value') return [{ source, field: 'role', kind: 'numbers-only' }];
  return [];
}
