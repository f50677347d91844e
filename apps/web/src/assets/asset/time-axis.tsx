import { type ReactElement, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Alert } from '../../api/index.js';
import { VALUE_AXIS_PX } from '../../charts/lane-plot.js';
import { Failed, Loading, useTable } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { timeToFailureOf, usePlantTime } from '../../time/index.js';
import type { Configuration } from '../use-configuration.js';
import { isPredictive } from '../fleet/fleet.js';
import { type Axis, searchOf } from './axis.js';
import { AxisBar } from './axis-bar.js';
import { Crosshair, NowAndFailure } from './crosshair.js';
import { AlertLane, EntryLane, StateLane } from './event-lanes.js';
import { type Lane, tagsOf } from './lane.js';
import { joinAlerts } from './marks.js';
import { Overview } from './overview.js';
import { PointsTable } from './points-table.js';
import { PROBABILITY_PX, ProbabilityLane, ProbabilityRoom } from './probability-lane.js';
import { readoutsAt } from './readouts.js';
import { SignalLane } from './signal-lane.js';
import { TimeScale } from '../../charts/time-scale.js';
import { usualRanges } from './usual-ranges.js';
import { useSaveFile } from './use-save-file.js';
import { useAlertHistory, useLogEntries, usePredictionHistory, useSeries } from './use-asset-history.js';
import { type AxisActions, useRestingAxis } from './use-axis.js';

/** Operating state and alerts. */
const EVENTS_PX = 76;
const SIGNAL_PX = 84;
/** A lane without others has their room. */
const ALONE_PX = 260;

interface TimeAxisProps {
  readonly assetId: string;
  readonly name: string;
  readonly settings: Configuration['settings'];
  readonly lanes: readonly Lane[];
  readonly axis: Axis;
  readonly actions: AxisActions;
  readonly now: number;
  readonly standing: readonly Alert[];
}

/** All lanes of an asset over one time. */
export default function TimeAxis(props: TimeAxisProps): ReactElement {
  const { assetId, lanes, axis, actions, now, standing } = props;
  const [isTable, toggleTable] = useTable();
  const texts = useTexts();
  const [lanesElement, width] = usePlotWidth();
  const resting = useRestingAxis(axis);
  const wanted = { assetId, axis: resting };
  const tags = useMemo(() => tagsOf(lanes), [lanes]);
  const series = useSeries(wanted, tags);
  const saveFile = useSaveFile(wanted, tags);
  const usual = useMemo(() => usualRanges(standing), [standing]);
  const history = usePredictionHistory(wanted);
  const past = useAlertHistory(wanted);
  const entries = useLogEntries(wanted);
  const alerts = useMemo(() => joinAlerts(past.data?.items ?? [], standing), [past.data, standing]);
  // Lanes of alerts are as high as there are alerts at once: the others wait for them.
  const shown = past.isPending ? undefined : series.data;
  const readouts = useCallback(
    (atMs: number) =>
      shown === undefined ? [] : readoutsAt({ lanes, series: shown, history: history.data }, atMs, texts),
    [lanes, shown, history.data, texts],
  );
  const { range } = axis;
  const [first] = lanes;
  const lanePx = lanes.length === 1 ? ALONE_PX : SIGNAL_PX;
  return (
    <>
      <AxisBar
        axis={axis}
        now={now}
        actions={actions}
        widthMs={shown?.widthMs ?? null}
        isTable={isTable}
        onTable={toggleTable}
        onFile={() => void saveFile()}
      />
      {series.isError ? <Failed error={series.error} onTryNow={() => void series.refetch()} /> : null}
      <div
        ref={lanesElement}
        className="lanes"
        style={{ ['--value-axis' as string]: `${VALUE_AXIS_PX}px` }}
        // What scrolls takes the focus: the arrow keys scroll it.
        // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={texts.t('assets.lanes', { name: props.name })}
      >
        {shown === undefined ? (
          !series.isError && (
            <div style={{ minHeight: EVENTS_PX + PROBABILITY_PX + lanes.length * lanePx }}>
              <Loading />
            </div>
          )
        ) : isTable ? (
          <PointsTable name={props.name} series={shown} lanes={lanes} />
        ) : (
          <div className="lanes-over-time">
            <StateLane series={shown} range={range} />
            <AlertLane alerts={alerts} range={range} now={now} />
            {history.data === undefined ? (
              history.isPending && <ProbabilityRoom />
            ) : (
              <ProbabilityLane
                history={history.data}
                range={range}
                threshold={thresholdOf(props)}
                width={width + VALUE_AXIS_PX}
              />
            )}
            {lanes.map((lane) => (
              <SignalLane
                key={lane.tag.tag}
                assetId={assetId}
                search={searchOf(axis)}
                lane={lane}
                series={shown}
                range={range}
                usual={usual.get(lane.tag.tag) ?? null}
                height={lanePx}
                width={width + VALUE_AXIS_PX}
              />
            ))}
            <EntryLane entries={entries.data?.items ?? []} range={range} />
            <Over {...props} readouts={readouts} />
          </div>
        )}
        {isTable ? null : (
          <>
            <div className="lane">
              <div className="lane-head" />
              <div className="lane-body">
                <TimeScale range={range} width={width} />
              </div>
            </div>
            {first === undefined ? null : (
              <Overview
                assetId={assetId}
                lane={first}
                range={range}
                now={now}
                alerts={alerts}
                width={width}
                onShow={actions.show}
              />
            )}
          </>
        )}
      </div>
    </>
  );
}

type OverProps = Pick<TimeAxisProps, 'axis' | 'actions' | 'now' | 'standing'> & {
  readonly readouts: Parameters<typeof Crosshair>[0]['readoutsAt'];
};

function Over({ axis, actions, now, standing, readouts }: OverProps): ReactElement {
  const plantTime = usePlantTime();
  const failure = useMemo(() => {
    const predicted = standing.find(isPredictive);
    const expected = predicted === undefined ? null : timeToFailureOf(predicted, now);
    if (expected === null || expected.between === null) return null;
    const { at: atMs, between } = expected;
    const [fromMs, toMs] = between;
    const clock = (at: number): string => plantTime.time(at).slice(0, 5);
    return { fromMs, atMs, toMs, text: `${clock(atMs)} (${clock(fromMs)}–${clock(toMs)})` };
  }, [standing, now, plantTime]);
  return (
    <>
      <NowAndFailure range={axis.range} now={now} failure={failure} />
      <Crosshair range={axis.range} readoutsAt={readouts} onSelect={actions.show} onZoom={actions.zoom} />
    </>
  );
}

/** The organization's own threshold, else the one that the standing alert was judged by. */
function thresholdOf({ settings, standing }: TimeAxisProps): number | null {
  const own = settings.prediction.probabilityMin;
  if (own !== null) return own;
  const told = standing
    .flatMap(({ causes }) => causes)
    .map(({ facts }) => (facts.type === 'prediction' ? facts.probabilityMin : null));
  return told.find((value) => value !== null) ?? null;
}

/** Width of the part of the lanes that time runs over. */
function usePlotWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const measure = (): void => {
      const style = getComputedStyle(box);
      const pixels = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
      setWidth(Math.max(120, box.clientWidth - pixels('--lane-head') - VALUE_AXIS_PX - pixels('--lane-end')));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
