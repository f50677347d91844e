import type { ReactElement } from 'react';
import { FilteredToNothing, Panel, ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { dayText } from './day-range.js';
import {
  type DayQuality,
  FLAWS,
  type FlawShare,
  flawShareText,
  type QualityCell,
  type QualityRow,
  qualityRows,
} from './quality-cells.js';

/** The worst ones; a filter finds the others. */
const TAGS_MAX = 100;

interface QualityPanelProps {
  readonly days: readonly DayQuality[];
  readonly labels: ReadonlyMap<string, string>;
  readonly find: string;
  readonly onClear: () => void;
}

/** Tags by days: each cell says in a pattern and in words what was not good. */
export function QualityPanel({ days, labels, find, onClear }: QualityPanelProps): ReactElement {
  const { t } = useTexts();
  const words = find.toLocaleLowerCase();
  const found = qualityRows(days).filter(({ tag }) =>
    `${tag} ${labels.get(tag) ?? ''}`.toLocaleLowerCase().includes(words),
  );
  const shown = found.slice(0, TAGS_MAX);
  if (found.length === 0 && find !== '') {
    return <FilteredToNothing filters={t('feeds.quality.filter', { find })} onClear={onClear} />;
  }
  return (
    <Panel title={t('feeds.quality.by-day')} subtitle={<Legend />}>
      <ScrollRegion label={t('feeds.quality.by-day')}>
        <QualityTable days={days} rows={shown} labels={labels} />
      </ScrollRegion>
      <p className="t3">
        {shown.length < found.length
          ? t('feeds.quality.worst', { shown: shown.length, all: found.length })
          : t('feeds.quality.all', { count: found.length })}
      </p>
    </Panel>
  );
}

interface QualityTableProps extends Pick<QualityPanelProps, 'days' | 'labels'> {
  readonly rows: readonly QualityRow[];
}

function QualityTable({ days, labels, rows }: QualityTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <table className="tbl-natural quality" aria-label={t('feeds.quality.by-day')}>
      <thead>
        <tr>
          <th scope="col" className="tag">
            {t('feeds.quality.tag')}
          </th>
          {days.map(({ day }) => (
            <DayHead key={day} day={day} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ tag, cells }) => (
          <tr key={tag}>
            <th scope="row" title={tag}>
              {labels.get(tag) ?? tag}
            </th>
            {cells.map((cell, at) => (
              <td key={days[at]?.day ?? at}>
                <Cell cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayHead({ day }: { readonly day: string }): ReactElement {
  const { language } = useTexts();
  return (
    <th scope="col" className="day">
      {dayText(day, language)}
    </th>
  );
}

function Legend(): ReactElement {
  const { t } = useTexts();
  return (
    <span className="quality-legend">
      {FLAWS.map((flaw) => (
        <span key={flaw}>
          <span className={`sample ${flaw}`} aria-hidden="true" /> {t(`feeds.quality.flaw.${flaw}`)}
        </span>
      ))}
    </span>
  );
}

function Cell({ cell }: { readonly cell: QualityCell }): ReactElement {
  const { t, language } = useTexts();
  if (cell.kind !== 'flawed') {
    return <span className={cell.kind === 'good' ? 't2' : 't3'}>{t(`feeds.quality.${cell.kind}`)}</span>;
  }
  const wordsOf = ({ flaw, share }: FlawShare): string =>
    t('feeds.quality.flawed', {
      share: flawShareText(share, language),
      flaw: t(`feeds.quality.flaw.${flaw}`),
    });
  const [worst] = cell.flaws;
  return (
    <span className="quality-cell" title={cell.flaws.map(wordsOf).join(', ')}>
      <span className="bar" aria-hidden="true">
        {cell.flaws.map(({ flaw, share }) => (
          <span key={flaw} className={flaw} style={{ inlineSize: `${share * 100}%` }} />
        ))}
      </span>
      <span className="clip">{worst === undefined ? null : wordsOf(worst)}</span>
      {cell.flaws.length < 2 ? null : (
        <span className="sr">{cell.flaws.slice(1).map(wordsOf).join(', ')}</span>
      )}
    </span>
  );
}
