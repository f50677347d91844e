import type { ReactElement } from 'react';
import { type Draft, valueAt } from '../../drafts/index.js';
import { Panel } from '../../parts/index.js';
import { zoneSentence } from '../../plant-source/index.js';
import { useTexts } from '../../texts/index.js';
import { SourceFields } from './source-fields.js';
import { readingOf } from './standing-mapping.js';
import { newestStampOf, type ReadRows } from './use-rows.js';

const LIMITS = ['clock', 'futureToleranceMs', 'lateToleranceMs', 'lateCommitToleranceMs'] as const;

interface TimesPanelProps {
  readonly draft: Draft;
  readonly rows: ReadRows | null;
}

/** The clock of the source: its zone, and how far rows may be off. */
export function TimesPanel({ draft, rows }: TimesPanelProps): ReactElement {
  const { t } = useTexts();
  const zone = valueAt(draft.value, '/mapping/timeZone');
  const newestStamp = rows === null ? undefined : newestStampOf(rows, readingOf(draft.value));
  return (
    <Panel title={t('feeds.source.times')} subtitle={t('feeds.source.times.meaning')}>
      <SourceFields draft={draft} at="/mapping" only={['timeZone']} />
      {rows === null || newestStamp === undefined || typeof zone !== 'string' ? null : (
        <p className="t2" role="status">
          {zoneSentence({ newestStamp, zone }, rows.readAtMs, t)}
        </p>
      )}
      <SourceFields draft={draft} at="/feed" only={LIMITS} />
    </Panel>
  );
}
