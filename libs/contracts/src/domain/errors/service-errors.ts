import type { ErrorDeclarations } from './error-declaration.js';

/** What every service starts with: its environment, secrets, outbound connections, its leader. */
export const SERVICE_ERRORS = {
  'CIRCUIT.FULL': {
    kind: 'exhausted',
    meaning: 'Too many calls wait for what this circuit breaker protects.',
    action: 'Try again in a moment.',
  },
  'CIRCUIT.OPEN': {
    kind: 'unavailable',
    meaning: 'What this circuit breaker protects failed too often and is left alone for a while.',
    action: 'Try again later.',
  },
  'CIRCUIT.TIMEOUT': {
    kind: 'timeout',
    meaning: 'What this circuit breaker protects took too long.',
    action: 'Try again.',
  },
  'CONFIG.INVALID': {
    kind: 'invalid',
    meaning: 'The environment of a process cannot be used.',
    action: 'Correct the variables that the message names: [configuration](configuration.md).',
  },
  'LEADER.FENCED': {
    kind: 'conflict',
    meaning: 'Another replica leads now; what this one wanted to write is refused.',
    action: 'Ask again.',
  },
  'LEADER.NOT_LEADING': {
    kind: 'unavailable',
    meaning: 'This replica does not lead any more.',
    action: 'Ask again; the leader answers.',
  },
  'OUTBOUND.NOT_REACHABLE': {
    kind: 'unavailable',
    meaning: 'The address cannot be reached, or is not allowed.',
    action: 'Check address and `FEED_NETWORKS_ALLOWED`.',
  },
  'SECRET.KEY_INVALID': {
    kind: 'invalid',
    meaning: 'A key is not 64 hexadecimal digits.',
    action: 'Correct it.',
  },
  'SECRET.UNREADABLE': {
    kind: 'invalid',
    meaning: 'A stored secret cannot be opened with this key and for this purpose.',
    action: 'Give the secret again.',
  },
} as const satisfies ErrorDeclarations;
