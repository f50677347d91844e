import type { ErrorDeclarations } from './error-declaration.js';

/** Errors of every service: environment, secrets, outbound connections, leader election. */
export const SERVICE_ERRORS = {
  'CIRCUIT.FULL': {
    kind: 'exhausted',
    meaning: 'Too many calls wait behind this circuit breaker.',
    action: 'Try again in a moment.',
  },
  'CIRCUIT.OPEN': {
    kind: 'unavailable',
    meaning: 'The calls behind this circuit breaker failed too often and are blocked for a while.',
    action: 'Try again later.',
  },
  'CIRCUIT.TIMEOUT': {
    kind: 'timeout',
    meaning: 'A call behind this circuit breaker took too long.',
    action: 'Try again.',
  },
  'CONFIG.INVALID': {
    kind: 'invalid',
    meaning: 'The environment of a process cannot be used.',
    action: 'Correct the variables that the message names: [configuration](configuration.md).',
  },
  'LEADER.FENCED': {
    kind: 'conflict',
    meaning: 'Another replica leads now; the write of this one is refused.',
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
