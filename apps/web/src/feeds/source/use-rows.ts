import { answer, useApi } from '../../api/index.js';
import { type Draft, readPart, valueAt } from '../../drafts/index.js';
import { type Asking, type Discovery, type TableReading, useAsking } from '../../plant-source/index.js';
import { useOrganizationId } from '../../session/index.js';
import { serverClock } from '../../time/index.js';

/** The newest rows of the mapped table, and the tables beside it. They are in the page alone. */
export interface ReadRows {
  readonly discovery: Discovery;
  /** Milliseconds since 1970, by the platform's clock. */
  readonly readAtMs: number;
}

/** Looks at the source with the connection as it is typed. */
export function useRows(draft: Draft, onRows: (rows: ReadRows | null) => void) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const asking: Asking = useAsking();
  const feed = readPart('feed', valueAt(draft.value, '/feed'));
  const table = valueAt(draft.value, '/mapping/table');
  const look = (): void => {
    if (feed === null || typeof table !== 'string') return;
    onRows(null);
    asking.ask(async (signal) => {
      const params = { path: { organizationId } };
      const discovery = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/discover', {
          ...{ params, signal },
          body: { feed, table },
        }),
      );
      onRows({ discovery, readAtMs: serverClock.now() });
    });
  };
  return { asking, look, canLook: feed !== null && asking.sinceMs === null };
}

/** Time of the newest row, as the table holds it; null: it has no rows; undefined: no such column. */
export function newestStampOf(
  { discovery }: ReadRows,
  { timeColumn }: TableReading,
): string | null | undefined {
  const at = discovery.columns.findIndex(({ column }) => column === timeColumn);
  return at < 0 ? undefined : (discovery.rows.at(-1)?.[at] ?? null);
}
