import { Link } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import type { Alert } from '../../api/index.js';
import { Loading } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { RECORD_MINUTES, recordRangeOf, speakingTagOf } from './record.js';
import { useTagWords } from './use-tag-words.js';

/** The charts are a chunk of their own. */
const RecordChart = lazy(() => import('./record-chart.js'));

const EVERY_MS = 10_000;
const LINES = 3;

/** The record: the tag that speaks most, the probability below it, and the way to all of it. */
export function LastMinutes({ alert }: { readonly alert: Alert }): ReactElement | null {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const tags = useTagWords(true);
  if (tags === undefined) return null;
  const tag = speakingTagOf(alert, (name) => tags.has(name));
  const range = recordRangeOf(alert, now);
  const isPredicted = alert.origin !== 'rule';
  if (tag === null && !isPredicted) return null;
  const title = range.isLive
    ? t('alarms.record', { minutes: RECORD_MINUTES })
    : t('alarms.record.until', { minutes: RECORD_MINUTES, at: plantTime.short(range.endMs, now) });
  return (
    <section>
      <div className="row spread record-head">
        <h3>{title}</h3>
        <Link
          to="/assets/$assetId"
          params={{ assetId: alert.assetId }}
          search={{
            from: new Date(range.fromMs).toISOString(),
            to: new Date(range.toMs).toISOString(),
            ...(tag === null ? {} : { tags: tag }),
          }}
          className="t2 small-text"
        >
          {t('alarms.record.open')}
        </Link>
      </div>
      <Suspense fallback={<Loading lines={LINES} />}>
        <RecordChart
          alert={alert}
          tag={tag}
          words={tag === null ? undefined : tags.get(tag)}
          range={range}
          now={now}
        />
      </Suspense>
    </section>
  );
}
