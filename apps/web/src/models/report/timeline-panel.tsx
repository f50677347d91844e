import type { ReactElement } from 'react';
import { tickText, timeTicks, zoneOffset } from '../../charts/time-ticks.js';
import { shareAt } from '../../charts/time-range.js';
import { Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { componentWords } from '../component-words.js';
import { leadText, rateText } from '../figure-words.js';
import type { Judgement } from '../model-types.js';
import { OutcomeMark } from './outcome-mark.js';
import { type Timeline, type TimelineMark, timelineOf } from './timeline.js';

const TICKS_MAX = 7;
const TAIL_PX_MAX = 18;
const EVERY_MS = 60_000;
const percent = (share: number): string => `${share * 100}%`;

/** Every failure of the held-back time, a lane for each component. */
export function TimelinePanel({ judgement }: { readonly judgement: Judgement }): ReactElement | null {
  const { t, language } = useTexts();
  const timeline = timelineOf(judgement);
  if (timeline === null) return null;
  const { event, late } = judgement.model;
  const missed = event.missed - late;
  const counts = { failures: event.events, warned: event.warnedInTime, late, missed };
  const days = rateText(judgement.heldBack.assetDays, language);
  return (
    <Panel
      title={t('models.timeline', { days })}
      actions={<Legend counts={{ ...counts, falseAlarms: event.falseAlarms }} timeline={timeline} />}
    >
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
                <Mark key={`${mark.assetId} ${mark.atMs}`} mark={mark} />
              ))}
            </span>
          </div>
        ))}
        <TimeAxis timeline={timeline} />
      </div>
      <FailureTable timeline={timeline} />
    </Panel>
  );
}

function Mark({ mark }: { readonly mark: TimelineMark }): ReactElement {
  return (
    <span className="mark" style={{ insetInlineStart: percent(mark.share) }}>
      {mark.leadMinutes === null ? null : (
        <span className="tail" style={{ width: `${mark.tail * TAIL_PX_MAX}px` }} />
      )}
      <OutcomeMark outcome={mark.outcome} />
    </span>
  );
}

interface LegendProps {
  readonly counts: Readonly<Record<'warned' | 'late' | 'missed' | 'falseAlarms', number>>;
  readonly timeline: Timeline;
}

/** What the marks mean and how many there are. False alarms have no time in the report. */
function Legend({ counts, timeline }: LegendProps): ReactElement {
  const { t, language } = useTexts();
  const { leadMinutesMax: longest } = timeline;
  const areMixed = counts.late > 0 && counts.missed > 0;
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

/** The same in a table, which can be read and copied. */
function FailureTable({ timeline }: { readonly timeline: Timeline }): ReactElement {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  return (
    <details className="model-details">
      <summary>{t('models.timeline.table')}</summary>
      <table className="tbl-natural" aria-label={t('models.timeline.table')}>
        <thead>
          <tr>
            <th scope="col">{t('models.component')}</th>
            <th scope="col">{t('models.asset')}</th>
            <th scope="col">{t('models.failed-at')}</th>
            <th scope="col">{t('models.outcome')}</th>
            <th scope="col" className="num">
              {t('models.lead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {timeline.lanes.flatMap(({ component, marks }) =>
            marks.map(({ assetId, atMs, outcome, leadMinutes }) => (
              <tr key={`${component} ${assetId} ${atMs}`}>
                <td>{componentWords(component)}</td>
                <td>{assetId}</td>
                <td title={plantTime.iso(atMs)}>{plantTime.short(atMs, now)}</td>
                <td>{t(`models.outcome.${outcome}`)}</td>
                <td className="num">{leadMinutes === null ? '' : leadText(leadMinutes, language)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  );
}
