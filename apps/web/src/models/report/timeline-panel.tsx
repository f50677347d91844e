import type { ReactElement } from 'react';
import { tickText, timeTicks } from '../../charts/time-ticks.js';
import { shareAt } from '../../charts/time-range.js';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime, zoneOffset } from '../../time/index.js';
import { componentWords } from '../component-words.js';
import { leadText, rateText } from '../figure-words.js';
import type { Judgement } from '../model-types.js';
import { type ChartFigures, ChartPanel } from './chart-panel.js';
import { OutcomeMark } from './outcome-mark.js';
import type { ReportView } from './report-view.js';
import { type Timeline, type TimelineMark, timelineOf } from './timeline.js';

const TICKS_MAX = 7;
const TAIL_PX_MAX = 18;
const EVERY_MS = 60_000;
/** Above this, words beside the marks would lie on one another. */
const WORDS_MAX = 12;
/** Behind this share of the axis, words stand before their mark. */
const LATE_SHARE = 0.88;
const percent = (share: number): string => `${share * 100}%`;

interface TimelinePanelProps {
  readonly judgement: Judgement;
  readonly view: ReportView;
}

/** Every failure of the held-back time, a lane for each component. */
export function TimelinePanel({ judgement, view }: TimelinePanelProps): ReactElement | null {
  const { t, language } = useTexts();
  const figures = useFigures();
  const timeline = timelineOf(judgement);
  if (timeline === null) return null;
  const { event, late } = judgement.model;
  const missed = event.missed - late;
  const counts = { failures: event.events, warned: event.warnedInTime, late, missed };
  const days = rateText(judgement.heldBack.assetDays, language);
  const hasWords = late + missed <= WORDS_MAX;
  return (
    <ChartPanel
      title={t('models.timeline', { days })}
      legend={<Legend counts={{ ...counts, falseAlarms: event.falseAlarms }} timeline={timeline} />}
      view={view}
      fileName="failures"
      figures={figures(timeline)}
      chart={
        <div
          role="img"
          className="failure-lanes"
          aria-label={t('models.timeline.sentence', { ...counts, falseAlarms: event.falseAlarms, days })}
        >
          {timeline.lanes.map(({ component, marks }) => (
            <div key={component} className="failure-lane">
              <span className="clip name" title={component}>
                {componentWords(component)}
              </span>
              <span className="track">
                {marks.map((mark) => (
                  <Mark key={`${mark.assetId} ${mark.atMs}`} mark={mark} hasWords={hasWords} />
                ))}
              </span>
            </div>
          ))}
          <FalseAlarmLane timeline={timeline} />
          <TimeAxis timeline={timeline} />
        </div>
      }
    >
      {timeline.falseAlarms === null || timeline.falseAlarms.length >= event.falseAlarms ? null : (
        <p className="t2">{t('models.timeline.false-cut', { count: timeline.falseAlarms.length })}</p>
      )}
    </ChartPanel>
  );
}

interface MarkProps {
  readonly mark: TimelineMark;
  readonly hasWords: boolean;
}

function Mark({ mark, hasWords }: MarkProps): ReactElement {
  return (
    <span className="mark" style={{ insetInlineStart: percent(mark.share) }}>
      {mark.leadMinutes === null ? null : (
        <span className="tail" style={{ width: `${mark.tail * TAIL_PX_MAX}px` }} />
      )}
      <OutcomeMark outcome={mark.outcome} />
      {hasWords && mark.outcome !== 'warned' ? <MarkWords mark={mark} /> : null}
    </span>
  );
}

/** What went wrong, beside the mark. */
function MarkWords({ mark: { outcome, lateMinutes, share } }: Pick<MarkProps, 'mark'>): ReactElement {
  const { t, language } = useTexts();
  return (
    <span className={classNames('mark-words', share > LATE_SHARE && 'before', outcome)}>
      {lateMinutes === null
        ? t(`models.outcome.${outcome}`)
        : t('models.timeline.late-by', { lead: leadText(lateMinutes, language) })}
    </span>
  );
}

/** An older judgement counts false alarms, and does not say when they rose. */
function FalseAlarmLane({ timeline: { falseAlarms } }: { readonly timeline: Timeline }): ReactElement | null {
  const { t } = useTexts();
  if (falseAlarms === null || falseAlarms.length === 0) return null;
  return (
    <div className="failure-lane">
      <span className="clip name">{t('models.timeline.false')}</span>
      <span className="track">
        {falseAlarms.map(({ assetId, atMs, share }) => (
          <span key={`${assetId} ${atMs}`} className="mark" style={{ insetInlineStart: percent(share) }}>
            <OutcomeMark outcome="false-alarm" />
          </span>
        ))}
      </span>
    </div>
  );
}

interface LegendProps {
  readonly counts: Readonly<Record<'warned' | 'late' | 'missed' | 'falseAlarms', number>>;
  readonly timeline: Timeline;
}

/** What the marks mean and how many there are. */
function Legend({ counts, timeline }: LegendProps): ReactElement {
  const { t, language } = useTexts();
  const { leadMinutesMax: longest } = timeline;
  const areMixed = timeline.lanes.some(({ marks }) => marks.some(({ outcome }) => outcome === 'not-in-time'));
  return (
    <ul className="legend">
      <li>
        <OutcomeMark outcome="warned" />{' '}
        {longest === null
          ? t('models.legend.warned', { count: counts.warned })
          : t('models.legend.warned-tail', { count: counts.warned, lead: leadText(longest, language) })}
      </li>
      {areMixed ? (
        <li>
          <OutcomeMark outcome="not-in-time" />{' '}
          {t('models.legend.not-in-time', { late: counts.late, missed: counts.missed })}
        </li>
      ) : (
        <>
          {counts.late === 0 ? null : (
            <li>
              <OutcomeMark outcome="late" /> {t('models.legend.late', { count: counts.late })}
            </li>
          )}
          <li>
            <OutcomeMark outcome="missed" /> {t('models.legend.missed', { count: counts.missed })}
          </li>
        </>
      )}
      <li>
        <OutcomeMark outcome="false-alarm" /> {t('models.legend.false', { count: counts.falseAlarms })}
      </li>
    </ul>
  );
}

function TimeAxis({ timeline: { range } }: { readonly timeline: Timeline }): ReactElement {
  const { language } = useTexts();
  const { zone } = usePlantTime();
  const { stepMs, timesMs } = timeTicks(range, TICKS_MAX, zoneOffset(zone));
  const written = tickText(zone, language, stepMs);
  return (
    <div className="failure-lane axis">
      <span className="name" />
      <span className="track">
        {timesMs.map((at) => (
          <span key={at} className="tick" style={{ insetInlineStart: percent(shareAt(range, at)) }}>
            {written(at)}
          </span>
        ))}
      </span>
    </div>
  );
}

/** Every failure, then every false alarm, as a table. */
function useFigures(): (timeline: Timeline) => ChartFigures {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  return ({ lanes, falseAlarms }) => {
    const failures = lanes.flatMap(({ component, marks }) => marks.map((mark) => ({ component, ...mark })));
    const at = (atMs: number): string => plantTime.short(atMs, now);
    return {
      heads: [
        { text: t('models.component') },
        { text: t('models.asset') },
        { text: t('models.failed-at') },
        { text: t('models.outcome') },
        { text: t('models.lead'), className: 'num' },
      ],
      rows: [
        ...failures.map(({ component, assetId, atMs, outcome, leadMinutes, lateMinutes }) => {
          const lead = leadMinutes ?? lateMinutes;
          return [
            componentWords(component),
            assetId,
            at(atMs),
            t(`models.outcome.${outcome}`),
            lead === null ? '' : leadText(lead, language),
          ];
        }),
        ...(falseAlarms ?? []).map(({ assetId, atMs }) => [
          '–',
          assetId,
          at(atMs),
          t('models.outcome.false-alarm'),
          '',
        ]),
      ],
      csv: [
        ['component', 'assetId', 'at', 'outcome', 'leadMinutes'],
        ...failures.map(({ component, assetId, atMs, outcome, leadMinutes, lateMinutes }) => [
          component,
          assetId,
          plantTime.iso(atMs),
          outcome,
          String(leadMinutes ?? lateMinutes ?? ''),
        ]),
        ...(falseAlarms ?? []).map(({ assetId, atMs }) => [
          '',
          assetId,
          plantTime.iso(atMs),
          'false-alarm',
          '',
        ]),
      ],
    };
  };
}
