import type { ErrorDeclarations } from './error-declaration.js';

/** SCADA sources, configurations and features. */
export const FEED_ERRORS = {
  'CONFIG.CHANGED_MEANWHILE': {
    kind: 'conflict',
    meaning: 'The configuration was changed by somebody else.',
    action: 'Read it again and repeat the change.',
  },
  'CONFIG.NOT_CONFIGURED': {
    kind: 'not-found',
    meaning: 'The organization has no such part of a configuration yet.',
    action: 'Configure it first.',
  },
  'CONFIG.PUBLISH_CONTENDED': {
    kind: 'unavailable',
    meaning: 'Several users change the configuration at the same time.',
    action: 'Try again.',
  },
  'CONFIG.REVISION_NOT_FOUND': {
    kind: 'not-found',
    meaning: 'The organization has no such revision of its configuration, or no longer has it.',
    action: 'Read the list of revisions again.',
  },
  'CONFIG.TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The whole configuration would have too many characters.',
    action: 'Give fewer or shorter assets, tags or rules.',
  },
  'EVENT_LOGS.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such entry among those given over REST.',
    action: 'Read the list again.',
  },
  'EVENT_LOGS.NOT_TAKEN': {
    kind: 'unavailable',
    meaning: 'The log entries could not be stored just now.',
    action: 'Send the same file again; nothing is taken twice.',
  },
  'FEATURES.NO_INPUTS': {
    kind: 'invalid',
    meaning: 'No tag is marked as model input.',
    action: 'Mark the tags that a model may learn from.',
  },
  'FEATURES.TAG_UNKNOWN': {
    kind: 'invalid',
    meaning: 'An operating state asks for a tag that the organization does not have.',
    action: 'Correct the operating state.',
  },
  'FEATURES.TIME_INVALID': {
    kind: 'invalid',
    meaning: 'A scan has no usable time.',
    action: 'Check the mapping of the time column.',
  },
  'FEED.COLUMN_MISSING': {
    kind: 'unavailable',
    meaning: 'A mapped column is not in the source.',
    action: 'Correct the mapping, or the table.',
  },
  'FEED.FAILED': {
    kind: 'unavailable',
    meaning: 'The source failed in a way that is not expected.',
    action: 'Read the log of data-processor.',
  },
  'FEED.INSECURE_CONNECTION': {
    kind: 'unavailable',
    meaning: 'The password would not be safe in transit, or the certificate is not trusted.',
    action: 'Use SCRAM-SHA-256 or TLS at the source; a plant’s own authority through `NODE_EXTRA_CA_CERTS`.',
  },
  'FEED.LOOKED_AT_TOO_OFTEN': {
    kind: 'exhausted',
    meaning: 'The source was tested or looked through too often within a minute.',
    action: 'Wait a minute.',
  },
  'FEED.NOT_CONFIGURED': {
    kind: 'invalid',
    meaning: 'The organization has no feed with a mapping yet.',
    action: 'Configure the feed.',
  },
  'FEED.PASSWORD_REQUIRED': {
    kind: 'invalid',
    meaning: 'Host, port, user or database of the feed changed, so its password must be given again.',
    action: 'Give the password.',
  },
  'FEED.PASSWORD_UNKNOWN': {
    kind: 'invalid',
    meaning: 'No usable password is stored for the account of the feed.',
    action: 'Give the password again.',
  },
  'FEED.PERMISSION_DENIED': {
    kind: 'unavailable',
    meaning: 'The account of the feed may not read the table.',
    action: 'Grant it the right at the source.',
  },
  'FEED.SOURCE_MISBEHAVES': {
    kind: 'unavailable',
    meaning: 'The server sends more than requested, or is not PostgreSQL.',
    action: 'Find out what listens there.',
  },
  'FEED.STATEMENT_TIMEOUT': {
    kind: 'timeout',
    meaning: 'The source hangs, or a table is locked.',
    action: 'Look for locks at the source.',
  },
  'FEED.STATUS_UNKNOWN': {
    kind: 'not-found',
    meaning: 'The feed has no status yet.',
    action: 'Wait a few seconds; then look at data-processor.',
  },
  'FEED.TABLE_MISSING': {
    kind: 'unavailable',
    meaning: 'The mapped table is not in the source.',
    action: 'Correct the mapping, or the source.',
  },
  'FEED.TOO_COSTLY': {
    kind: 'unavailable',
    meaning: 'Looks at the source take more than their share of the time.',
    action: 'Create the index that the message names.',
  },
  'FEED.UNREACHABLE': {
    kind: 'unavailable',
    meaning: 'The source cannot be reached, or the operator does not allow its network.',
    action: 'Check host, port and firewall; operators: `FEED_NETWORKS_ALLOWED`.',
  },
  'FEED.WRONG_CREDENTIALS': {
    kind: 'unavailable',
    meaning: 'The source refused user or password.',
    action: 'Give the password again.',
  },
  'PIPELINE.NOT_ALONE': {
    kind: 'conflict',
    meaning: 'Another process published scans of the organization at the same time.',
    action: 'Wait; one of them gives way.',
  },
} as const satisfies ErrorDeclarations;
