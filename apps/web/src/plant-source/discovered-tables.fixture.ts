import type { Discovery } from './api-types.js';

interface ColumnOf {
  readonly type?: string;
  readonly leadsIndex?: boolean;
  readonly cells: readonly (string | number | boolean | null)[];
}

/** A table with these columns, as the platform describes it. */
export function discoveryOf(columns: Readonly<Record<string, ColumnOf>>): Discovery {
  const entries = Object.entries(columns);
  const rows = Math.max(0, ...entries.map(([, { cells }]) => cells.length));
  return {
    tables: ['plant'],
    facts: [{ kind: 'table', rows }],
    columns: entries.map(([column, { type = 'double precision', leadsIndex = false, cells }]) => ({
      ...{ column, type, leadsIndex, lookMs: null, nullable: true, suggestedTag: null, suggestedType: null },
      sample: cells.at(-1) === null ? null : String(cells.at(-1)),
    })),
    rows: Array.from({ length: rows }, (_, row) =>
      entries.map(([, { cells }]) => {
        const cell = cells[row] ?? null;
        return cell === null ? null : String(cell);
      }),
    ),
    cost: null,
  };
}

const SCANS = 20;
const counted = (length: number): number[] => Array.from({ length }, (_, at) => at + 1);
const stamps = (length: number): string[] =>
  counted(length).map((n) => `2026-03-01 14:00:${String(n % 60).padStart(2, '0')}`);

/** A furnace line: a row a scan. */
export const wideTable = (): Discovery =>
  discoveryOf({
    LogId: { type: 'bigint', leadsIndex: true, cells: counted(SCANS) },
    LoggedAt: { type: 'timestamp without time zone', cells: stamps(SCANS) },
    Harden_Z1_SP: { type: 'text', cells: counted(SCANS).map(() => '880.0') },
    Harden_Z1_Act: { type: 'text', cells: counted(SCANS).map((n) => String(870 + n)) },
    Carbon_Act: { type: 'text', cells: counted(SCANS).map((n) => String(0.3 + n / 100)) },
    Carbon_Act_2: { type: 'text', cells: counted(SCANS).map((n) => String(0.3 + n / 100)) },
    Harden_Z1_HeaterFail: { type: 'text', cells: counted(SCANS).map(() => '0') },
    Harden_Z1_HiAlm: { type: 'text', cells: counted(SCANS).map((n) => (n > 10 ? '1' : '0')) },
    Oil_LevelOk: { type: 'text', cells: counted(SCANS).map(() => '1') },
    Spare_1: { type: 'text', cells: [] },
    Remark: { type: 'text', cells: counted(SCANS).map(() => 'shift A') },
  });

const PUMPS = ['pump-1', 'pump-2'];
const SIGNALS = ['FLOW', 'BRG.T', 'MTR.TRIP'];

/** A pumping station: a row a signal and moment. */
export function longTable(): Discovery {
  const rows = counted(SCANS).flatMap((scan) =>
    PUMPS.flatMap((asset) => SIGNALS.map((tag) => ({ scan, asset, tag }))),
  );
  return discoveryOf({
    id: { type: 'bigint', leadsIndex: true, cells: counted(rows.length) },
    asset: { type: 'text', cells: rows.map(({ asset }) => asset) },
    tag: { type: 'text', cells: rows.map(({ tag }) => tag) },
    value: { cells: rows.map(({ tag, scan }) => (tag === 'MTR.TRIP' ? 0 : scan * 1.5)) },
    quality: { type: 'smallint', cells: rows.map(() => 192) },
    ts: {
      type: 'timestamp with time zone',
      leadsIndex: true,
      cells: rows.map(({ scan }) => `2026-03-01 14:00:${String(scan).padStart(2, '0')}+00`),
    },
  });
}
