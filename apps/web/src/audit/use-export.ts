import { useCallback, useState } from 'react';
import { ApiProblem } from '../api/index.js';
import { saveFile, useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { usePlantTime } from '../time/index.js';
import { csvOf } from './audit-csv.js';
import type { AuditQuery } from './audit-filter.js';
import type { AuditEntry } from './audit-log.js';
import { actionText } from './audit-words.js';
import type { ReadPage } from './use-audit.js';

const PAGE_SIZE = 200;
/** What a browser keeps in memory for one file; who needs more narrows the dates. */
const ENTRIES_MAX = 20_000;

interface Export {
  /** Entries that are read so far; null: none is being exported. */
  readonly read: number | null;
  readonly save: () => Promise<void>;
}

/** Saves what is filtered as CSV. Never rejects: a failure is said. */
export function useExport(readPage: ReadPage, query: AuditQuery, name: string): Export {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const toast = useToast();
  const [read, setRead] = useState<number | null>(null);
  const save = useCallback(async () => {
    setRead(0);
    try {
      const { entries, isCut } = await readEntries(readPage, query, setRead);
      const csv = csvOf(entries, {
        timeOf: (at) => plantTime.iso(Date.parse(at)),
        actionText: (action) => actionText(action, t),
      });
      saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), name);
      if (isCut) toast({ text: t('audit.export.cut', { count: entries.length }) });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      toast({ text: t('audit.export.failed', { reason: sentences.refusal(error) }) });
    } finally {
      setRead(null);
    }
  }, [readPage, query, name, plantTime, toast, t, sentences]);
  return { read, save };
}

async function readEntries(
  readPage: ReadPage,
  query: AuditQuery,
  onRead: (count: number) => void,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly isCut: boolean }> {
  const entries: AuditEntry[] = [];
  let cursor: string | null = null;
  do {
    const at = cursor === null ? {} : { cursor };
    const page: Awaited<ReturnType<ReadPage>> = await readPage({ ...query, ...at, limit: PAGE_SIZE });
    entries.push(...page.items);
    onRead(entries.length);
    cursor = page.nextCursor;
  } while (cursor !== null && entries.length < ENTRIES_MAX);
  return { entries, isCut: cursor !== null };
}
