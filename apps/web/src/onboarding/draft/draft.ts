import type {
  Discovery,
  DryRun,
  Edits,
  FeedTest,
  TableReading,
  TemplateData,
} from '../../plant-source/index.js';
import type { RunningWhile } from '../mapping/configured-plant.js';

/** A connection as it is typed; the password is not part of it, and is kept nowhere. */
export interface TypedConnection {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly tls: boolean;
  /** Seconds between two looks at the source. */
  readonly lookEvery: string;
}

/** An answer, and what was asked: it is outdated when that has changed since. */
export interface Answered<Reply> {
  readonly of: string;
  readonly reply: Reply;
}

/** What somebody has done so far to connect a plant. It is kept in this browser. */
export interface Draft {
  readonly template: TemplateData | null;
  readonly connection: TypedConnection;
  readonly tested: Answered<FeedTest> | null;
  readonly tables: Pick<Discovery, 'tables' | 'facts'> | null;
  readonly table: string | null;
  /** Null: as it is guessed. */
  readonly reading: TableReading | null;
  /** IANA zone of naive time stamps; null: as it is guessed. */
  readonly zone: string | null;
  /** Names of assets by what the table calls them; `''` is the one of a table that names none. */
  readonly assetNames: Readonly<Record<string, string>>;
  readonly edits: Edits;
  readonly running: RunningWhile | null;
  readonly dryRun: Answered<DryRun> | null;
  /** When the configuration was saved, ISO 8601. */
  readonly savedAt: string | null;
}

/** The content of the chosen table; apart from the draft, because it is large and changes rarely. */
export interface TableContent extends Answered<Discovery> {
  /** When it was read, milliseconds since 1970, by the platform's clock. */
  readonly readAtMs: number;
}

export const EMPTY_DRAFT: Draft = {
  template: null,
  connection: { host: '', port: '5432', database: '', user: '', tls: false, lookEvery: '5' },
  tested: null,
  tables: null,
  table: null,
  reading: null,
  zone: null,
  assetNames: {},
  edits: {},
  running: null,
  dryRun: null,
  savedAt: null,
};

const PORT_MAX = 65_535;
const LOOK_SECONDS_MAX = 3_600;

export type ConnectionMistake = keyof Omit<TypedConnection, 'tls'>;

/** Fields that cannot be sent so. */
export function connectionMistakes(connection: TypedConnection): ConnectionMistake[] {
  const [port, lookEvery] = [Number(connection.port), Number(connection.lookEvery)];
  const texts = (['host', 'database', 'user'] as const).filter((field) => connection[field].trim() === '');
  return [
    ...texts,
    ...(Number.isInteger(port) && port >= 1 && port <= PORT_MAX ? [] : (['port'] as const)),
    ...(lookEvery >= 1 && lookEvery <= LOOK_SECONDS_MAX ? [] : (['lookEvery'] as const)),
  ];
}

/** What a test of the connection is about: a change of how often it is looked at changes nothing. */
export const accountOf = ({ host, port, database, user, tls }: TypedConnection): string =>
  JSON.stringify([host.trim(), Number(port), database.trim(), user.trim(), tls]);

/** A table of that account. */
export const tableOf = (connection: TypedConnection, table: string): string =>
  JSON.stringify([accountOf(connection), table]);
