import type { ReactElement, ReactNode } from 'react';
import { numberText, shareText, valueText } from '../../charts/index.js';
import { classNames, DataTable, Icon, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { delayText, PlantTime } from '../../time/index.js';
import type { DryRun, TagOfDryRun } from '../api-types.js';
import type { Mapped } from '../mapping/choices.js';
import { Sparkline } from '../mapping/sparkline.js';
import { verdictsOf } from './dry-run-verdicts.js';
import { rejectionText } from '../rejection-reasons.js';
import { verdictText } from './dry-run-words.js';

interface DryRunReportProps {
  readonly report: DryRun;
  readonly tags: readonly Pick<Mapped, 'tag' | 'label' | 'unit'>[];
  /** IANA zone of the times in it. */
  readonly zone: string;
  /** Seconds between two looks at the source. */
  readonly lookEvery: string;
}

/** The verdict in words first, then the figures, then each tag. */
export function DryRunReport({ report, tags, zone, lookEvery }: DryRunReportProps): ReactElement {
  const { t, language } = useTexts();
  return (
    <div className="onboarding-report">
      <ul className="onboarding-verdicts">
        {verdictsOf(report).map(({ kind, isGood, values }) => (
          <li key={kind} className={classNames('row tight', isGood ? 't2' : 'medium')}>
            <Icon name={isGood ? 'check' : 'warning'} size="small" />{' '}
            {verdictText({ kind, isGood, values }, { t, language })}
          </li>
        ))}
      </ul>
      <Panel title={t('onboarding.dry-run.figures')}>
        <Figures report={report} zone={zone} lookEvery={lookEvery} />
      </Panel>
      {report.examples.length === 0 ? null : (
        <Panel title={t('onboarding.dry-run.rejected')}>
          <Rejected report={report} />
        </Panel>
      )}
      <Panel title={t('onboarding.dry-run.tags')}>
        <TagTable report={report} tags={tags} />
      </Panel>
    </div>
  );
}

function Figures({ report, zone, lookEvery }: Omit<DryRunReportProps, 'tags'>): ReactElement {
  const { t, language } = useTexts();
  const time = new PlantTime(zone, language);
  const at = (instant: string | null): string =>
    instant === null ? t('onboarding.unknown') : time.iso(Date.parse(instant)).replace('T', ' ');
  const delay = (ms: number | null): string =>
    ms === null ? t('onboarding.unknown') : delayText(ms, language);
  return (
    <dl className="onboarding-figures">
      <Figure name={t('onboarding.figure.rows')}>{numberText(report.rows, language)}</Figure>
      <Figure name={t('onboarding.figure.scans')}>{numberText(report.scans, language)}</Figure>
      <Figure name={t('onboarding.figure.from')}>{at(report.from)}</Figure>
      <Figure name={t('onboarding.figure.newest')}>{at(report.newestAt)}</Figure>
      <Figure name={t('onboarding.figure.period')}>{delay(report.scanPeriodMs)}</Figure>
      <Figure name={t('onboarding.figure.rate')}>
        {report.rowsPerSecond === null
          ? t('onboarding.unknown')
          : t('onboarding.figure.rate.value', { rate: numberText(report.rowsPerSecond, language) })}
      </Figure>
      <Figure name={t('onboarding.figure.look')}>
        {report.lookMs === null
          ? t('onboarding.unknown')
          : t('onboarding.figure.look.value', {
              time: delayText(report.lookMs, language),
              every: lookEvery,
            })}
      </Figure>
      <Figure name={t('onboarding.figure.assets')}>
        {report.assets.map(({ assetId, scans }) => `${assetId} (${numberText(scans, language)})`).join(', ')}
      </Figure>
      <Figure name={t('onboarding.figure.states')}>
        {report.states.map(({ state, share }) => `${state} ${shareText(share, language)}`).join(', ')}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt className="t2">{name}</dt>
      <dd className="medium">{children}</dd>
    </div>
  );
}

function Rejected({ report }: { readonly report: DryRun }): ReactElement {
  const { t, language, sentences } = useTexts();
  return (
    <>
      <p className="t2">
        {Object.entries(report.rejected)
          .map(([reason, count]) => `${rejectionText(reason, t)}: ${numberText(count, language)}`)
          .join(' · ')}
      </p>
      <ul className="onboarding-rejected">
        {report.examples.map(({ detail, cells }, at) => (
          <li key={at}>
            <span>{sentences.rejectedRow(detail)}</span>
            <span className="mono t3 clip">
              {Object.entries(cells)
                .map(([column, cell]) => `${column} = ${cell ?? t('onboarding.mapping.no-value')}`)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The worst first: they are what should be looked at. */
function TagTable({ report, tags }: Pick<DryRunReportProps, 'report' | 'tags'>): ReactElement {
  const { t } = useTexts();
  const mapped = new Map(tags.map((tag) => [tag.tag, tag]));
  const rows = report.tags.toSorted((a, b) => b.missing + b.outOfRange - (a.missing + a.outOfRange));
  const heads = [
    { text: t('onboarding.mapping.head.tag') },
    { text: t('onboarding.dry-run.course') },
    { text: t('onboarding.dry-run.newest'), className: 'num' },
    { text: t('onboarding.dry-run.range'), className: 'num' },
    { text: t('onboarding.dry-run.good'), className: 'num' },
  ];
  return (
    <DataTable label={t('onboarding.dry-run.tags')} heads={heads} className="onboarding-tags">
      <tbody>
        {rows.map((row) => (
          <TagRow key={row.tag} row={row} tag={mapped.get(row.tag)} />
        ))}
      </tbody>
    </DataTable>
  );
}

function TagRow({
  row,
  tag,
}: {
  readonly row: TagOfDryRun;
  readonly tag: DryRunReportProps['tags'][number] | undefined;
}): ReactElement {
  const { t, language } = useTexts();
  const unit = tag?.unit ?? '';
  const all = row.good + row.missing + row.outOfRange + row.frozen;
  const value = (number: number | null): string =>
    number === null ? t('onboarding.mapping.no-value') : valueText(number, unit, language);
  return (
    <tr>
      <td>
        <span className="clip">{tag === undefined || tag.label === '' ? row.tag : tag.label}</span>{' '}
        <span className="mono t3">{row.tag}</span>
      </td>
      <td>
        <Sparkline values={row.points} />
      </td>
      <td className="num">{value(row.newest)}</td>
      <td className="num">{row.lowest === null ? '' : `${value(row.lowest)} – ${value(row.highest)}`}</td>
      <td className="num">{all === 0 ? t('onboarding.unknown') : shareText(row.good / all, language)}</td>
    </tr>
  );
}
