/** Type of a column in the catalogue: as declared, and the base type under all domains. */
export interface ColumnType {
  /** As the source names it, for people. */
  readonly declared: string;
  /** As the source names it, without domains. */
  readonly base: string;
  /** Number of the base type in `pg_type`. */
  readonly baseId: number;
  /** Modifier of the base type: length of a text, digits of a number; -1: none. */
  readonly modifier: number;
}

/**
 * Longer text is not a value, name or time; more digits than any number of JavaScript has. The
 * source cuts longer text.
 */
export const CELL_CHARACTERS_MAX = 400;
const CHARACTER_BYTES_MAX = 4;
/** Length of a cell in its row. */
const CELL_HEADER_BYTES = 4;

/**
 * Built-in types whose text is never long, by their number in `pg_type`, with the bytes that it
 * takes at most. Any other is cut.
 */
const BOUNDED_BYTES: ReadonlyMap<number, number> = new Map([
  [16, 1], // boolean
  [18, 4], // "char"
  [19, 256], // name
  [20, 20], // bigint
  [21, 6], // smallint
  [23, 11], // integer
  [26, 10], // oid
  [650, 50], // cidr
  [700, 16], // real
  [701, 26], // double precision
  [774, 23], // macaddr8
  [790, 40], // money
  [829, 17], // macaddr
  [869, 50], // inet
  [1082, 20], // date
  [1083, 20], // time
  [1114, 40], // timestamp
  [1184, 40], // timestamp with time zone
  [1186, 80], // interval
  [1266, 30], // time with time zone
  [2950, 36], // uuid
]);
const BYTEA = 17;
const NUMERIC = 1700;
const TEXT_OF_LENGTH: ReadonlySet<number> = new Set([1042, 1043]); // character, character varying
/** What `pg_attribute.atttypmod` holds besides the length. */
const MODIFIER_OFFSET = 4;

/**
 * How a column is selected so that no cell is long, and the maximum size of such a cell with its
 * header.
 */
export interface BoundedCell {
  readonly sql: string;
  readonly bytesMax: number;
}

/** @param quoted  The column's name as an identifier. */
export function boundedCell(
  quoted: string,
  type: ColumnType | undefined,
  charactersMax = CELL_CHARACTERS_MAX,
): BoundedCell {
  const bytes = type === undefined ? null : bytesOf(type, charactersMax);
  if (bytes !== null) return { sql: quoted, bytesMax: CELL_HEADER_BYTES + bytes };
  // Bytes are shown as two digits each: the source need not unpack more of them than are shown.
  const whole = type?.baseId === BYTEA ? `substring(${quoted} FROM 1 FOR ${charactersMax})` : quoted;
  return {
    // An explicit cast cuts, and takes a text that is short enough as it is: `left` would copy
    // each.
    sql: `${whole}::varchar(${charactersMax})`,
    bytesMax: CELL_HEADER_BYTES + charactersMax * CHARACTER_BYTES_MAX,
  };
}

/**
 * Most bytes of a cell of this type; null where there is no bound, or the bound is higher than the
 * size of a cut cell.
 */
function bytesOf({ baseId, modifier }: ColumnType, charactersMax: number): number | null {
  const bounded = BOUNDED_BYTES.get(baseId);
  if (bounded !== undefined || modifier < MODIFIER_OFFSET) return bounded ?? null;
  const length = modifier - MODIFIER_OFFSET;
  if (TEXT_OF_LENGTH.has(baseId)) return length <= charactersMax ? length * CHARACTER_BYTES_MAX : null;
  // Digits in the upper half, decimals in the lower one; some are negative and make the number
  // longer.
  const [digits, decimals] = [length >> 16, length & 0x7ff];
  return baseId === NUMERIC && digits <= charactersMax && decimals <= digits ? digits + 4 : null;
}

/** Nested domains are followed to this depth; a column with more levels is cut. */
const DOMAINS_DEEP_MAX = 32;
const COLUMNS_MAX = 1_664;

/**
 * Columns of the table named by `$1`: name, declared type, whether null is allowed, and base type,
 * its number and modifier.
 */
export const COLUMNS_SQL = `WITH RECURSIVE typed AS (
    SELECT a.attnum, a.attname, a.attnotnull, format_type(a.atttypid, a.atttypmod) AS declared,
           a.atttypid AS id, a.atttypmod AS modifier, 0 AS deep
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT c.attnum, c.attname, c.attnotnull, c.declared, t.typbasetype, t.typtypmod, c.deep + 1
      FROM typed c JOIN pg_type t ON t.oid = c.id AND t.typtype = 'd'
     WHERE c.deep < ${DOMAINS_DEEP_MAX}
  )
  SELECT DISTINCT ON (attnum) attname, declared, NOT attnotnull, format_type(id, modifier), id, modifier
    FROM typed ORDER BY attnum, deep DESC LIMIT ${COLUMNS_MAX}`;
