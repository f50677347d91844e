import type { ErrorDeclarations } from './error-declaration.js';

/** Keys that seal and sign models. */
export const KEY_ERRORS = {
  'KEYS.DOCUMENT_DAMAGED': {
    kind: 'invalid',
    meaning: 'The organization’s key document is damaged.',
    action: 'Restore it from the backup of the artifact store.',
  },
  'KEYS.FILE_MISSING': {
    kind: 'invalid',
    meaning: 'The file of keys cannot be read; without it no model can be opened.',
    action: 'Restore it from its backup.',
  },
  'KEYS.FILE_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The file of keys is damaged.',
    action: 'Restore it from its backup.',
  },
  'KEYS.KEY_INVALID': {
    kind: 'invalid',
    meaning: 'A key has the wrong length or form.',
    action: 'Give 64 hexadecimal digits.',
  },
  'KEYS.KEY_IN_USE': {
    kind: 'conflict',
    meaning: 'The platform key is still needed.',
    action: 'First do what the message says.',
  },
  'KEYS.KEY_UNKNOWN': {
    kind: 'not-found',
    meaning: 'There is no such platform key.',
    action: 'Run `eagle keys show`.',
  },
  'KEYS.MISSING': {
    kind: 'invalid',
    meaning: 'The platform’s keys are missing.',
    action: 'Set `KEYS_FILE`, or `PLATFORM_KEYS` and `SIGNING_KEYS`.',
  },
  'KEYS.NOTHING_TO_ROTATE': {
    kind: 'conflict',
    meaning: 'Every organization already uses the newest platform key.',
    action: 'First put a new key before it.',
  },
  'KEYS.NO_FILE': {
    kind: 'conflict',
    meaning: 'The keys come from the environment, so that there is no file to change.',
    action: 'Take the old key out of `PLATFORM_KEYS` once no organization uses it.',
  },
  'KEYS.ORGANIZATION_KEY_UNKNOWN': {
    kind: 'invalid',
    meaning: 'The organization has no such key: its key document is missing, or older than the bundle.',
    action: 'Restore the key document from the backup of the artifact store.',
  },
  'KEYS.ORGANIZATION_UNKNOWN': {
    kind: 'not-found',
    meaning: 'The organization has no keys.',
    action: 'Check its id.',
  },
  'KEYS.PLATFORM_KEY_UNKNOWN': {
    kind: 'unavailable',
    meaning: 'The organization’s key is wrapped with a platform key that is not here.',
    action: 'Add that key to the keys.',
  },
  'KEYS.SIGNER_UNKNOWN': {
    kind: 'forbidden',
    meaning: 'The key document was signed with a key that is not trusted.',
    action: 'Add the signing key if it is yours; otherwise find out who wrote the document.',
  },
} as const satisfies ErrorDeclarations;
