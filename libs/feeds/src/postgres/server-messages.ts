/** Codes of the messages of a PostgreSQL server (protocol 3) that a reading session can meet. */
export const MESSAGE = {
  authentication: 0x52,
  backendKey: 0x4b,
  parameterStatus: 0x53,
  notice: 0x4e,
  notification: 0x41,
  error: 0x45,
  ready: 0x5a,
  parseComplete: 0x31,
  bindComplete: 0x32,
  closeComplete: 0x33,
  noData: 0x6e,
  rowDescription: 0x54,
  dataRow: 0x44,
  commandComplete: 0x43,
  emptyQuery: 0x49,
} as const;

/** Columns of one answer that PostgreSQL can give. */
const COLUMNS_MAX = 1_664;
/**
 * Of one column in a description of rows, after its name: table, number, type, size, modifier,
 * format.
 */
const COLUMN_BYTES = 18;

/**
 * Whether the body of a message matches its code exactly. The driver trusts the lengths inside: a
 * false length makes it read into other messages, or forever.
 */
export function isWellFormed(code: number, body: Buffer): boolean {
  switch (code) {
    case MESSAGE.authentication:
      return body.length >= 4;
    case MESSAGE.backendKey:
      return body.length === 8;
    case MESSAGE.parameterStatus:
      return endOfTexts(body, 0, 2) === body.length;
    case MESSAGE.notification:
      return body.length > 4 && endOfTexts(body, 4, 2) === body.length;
    case MESSAGE.commandComplete:
      return endOfTexts(body, 0, 1) === body.length;
    case MESSAGE.error:
    case MESSAGE.notice:
      return isFields(body);
    case MESSAGE.ready:
      return body.length === 1 && 'ITE'.includes(String.fromCharCode(body[0] ?? 0));
    case MESSAGE.rowDescription:
      return isDescription(body);
    case MESSAGE.parseComplete:
    case MESSAGE.bindComplete:
    case MESSAGE.closeComplete:
    case MESSAGE.noData:
    case MESSAGE.emptyQuery:
      return body.length === 0;
    default:
      return false;
  }
}

/** The end of this many zero-terminated texts that begin at a place; -1 where they do not end. */
function endOfTexts(body: Buffer, start: number, texts: number): number {
  let at = start;
  for (let text = 0; text < texts; text += 1) {
    const zero = body.indexOf(0, at);
    if (zero < 0) return -1;
    at = zero + 1;
  }
  return at;
}

/** Fields of a code and a text each, closed by a zero. */
function isFields(body: Buffer): boolean {
  let at = 0;
  while (at < body.length) {
    if (body[at] === 0) return at === body.length - 1;
    at = endOfTexts(body, at + 1, 1);
    if (at < 0) return false;
  }
  return false;
}

function isDescription(body: Buffer): boolean {
  if (body.length < 2) return false;
  const columns = body.readUInt16BE(0);
  if (columns > COLUMNS_MAX) return false;
  let at = 2;
  for (let column = 0; column < columns; column += 1) {
    at = endOfTexts(body, at, 1);
    if (at < 0 || at + COLUMN_BYTES > body.length) return false;
    at += COLUMN_BYTES;
  }
  return at === body.length;
}

/** Steps that a server requests during sign-in. */
export type AuthenticationStep =
  'done' | 'cleartext' | 'md5' | 'scram' | 'scram-continue' | 'scram-weak' | 'scram-final' | 'unknown';

/**
 * Fewer rounds make a password cheap to guess for a false server (RFC 7677). More than the most
 * keep a thread busy.
 */
const SCRAM_ROUNDS = { min: 4_096, max: 100_000 };

export function authenticationStep(body: Buffer): AuthenticationStep {
  switch (body.readInt32BE(0)) {
    case 0:
      return body.length === 4 ? 'done' : 'unknown';
    case 3:
      return body.length === 4 ? 'cleartext' : 'unknown';
    case 5:
      return body.length === 8 ? 'md5' : 'unknown';
    case 10:
      return body.toString('utf8', 4).split('\0').includes('SCRAM-SHA-256') ? 'scram' : 'unknown';
    case 11: {
      const rounds = Number(/(?:^|,)i=(\d{1,9})(?:,|$)/.exec(body.toString('utf8', 4))?.[1] ?? NaN);
      if (!(rounds >= 1 && rounds <= SCRAM_ROUNDS.max)) return 'unknown';
      return rounds >= SCRAM_ROUNDS.min ? 'scram-continue' : 'scram-weak';
    }
    case 12:
      return 'scram-final';
    default:
      return 'unknown';
  }
}
