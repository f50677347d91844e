import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import { type CurveKind, type Precision, type PrecisionPoint, spreadLabels, stepsOf } from './precision.js';

const [WIDTH, HEIGHT] = [376, 232];
const [LEFT, RIGHT, TOP, BOTTOM] = [36, 276, 22, 190];
const TICKS = [0, 0.5, 1];
const LABEL_GAP = 13;

const x = (recall: number): number => LEFT + recall * (RIGHT - LEFT);
const y = (precision: number): number => BOTTOM - precision * (BOTTOM - TOP);
const place = (recall: number, precision: number) => [x(recall), y(precision)] as const;

interface PrecisionChartProps {
  readonly precision: Precision;
  readonly names: Readonly<Record<'model' | 'champion', string>>;
  readonly sentence: string;
}

interface Label {
  readonly kind: CurveKind | 'rules';
  readonly text: string;
  /** Where it stands if nothing else is there. */
  readonly wanted: number;
}

/** Precision over recall: the model, the champion and elapsed time as lines, the rules as a point. */
export function PrecisionChart({ precision, names, sentence }: PrecisionChartProps): ReactElement {
  const { t } = useTexts();
  const { curves, rules, judged, chance } = precision;
  const labels: readonly Label[] = [
    ...curves.flatMap(({ kind, points }) => {
      const last = points.findLast((point) => point.precision !== null);
      if (last?.precision == null) return [];
      const text = kind === 'clock' ? t('models.precision.clock') : names[kind];
      return [{ kind, text, wanted: y(last.precision) }];
    }),
    ...(rules?.precision == null
      ? []
      : [{ kind: 'rules' as const, text: t('models.precision.rules'), wanted: y(rules.precision) }]),
  ];
  const places = spreadLabels(
    labels.map(({ wanted }) => wanted),
    LABEL_GAP,
    BOTTOM,
  );
  return (
    <svg className="report-chart wide" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={sentence}>
      <Axes />
      {chance === null ? null : (
        <g>
          <path className="sv" d={`M${LEFT},${y(chance)}H${RIGHT}`} />
          <text className="lab" x={LEFT + 4} y={y(chance) - 4}>
            {t('models.precision.at-random')}
          </text>
        </g>
      )}
      {curves.toReversed().map(({ kind, points }) => (
        <path key={kind} className={`curve ${kind}`} d={stepsOf(points, place)} />
      ))}
      <Point kind="rules" point={rules} />
      <Point kind="model" point={judged} />
      {labels.map(({ kind, text }, index) => (
        <g key={kind} className={`curve-label ${kind}`}>
          <path className={`curve ${kind}`} d={`M${RIGHT + 6},${places[index] ?? 0}h12`} />
          {kind === 'rules' ? <Diamond at={[RIGHT + 12, places[index] ?? 0]} /> : null}
          <text className={kind === 'model' ? 'axs' : 'lab'} x={RIGHT + 22} y={(places[index] ?? 0) + 4}>
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Axes(): ReactElement {
  const { t } = useTexts();
  return (
    <>
      {TICKS.map((tick) => (
        <g key={tick}>
          <path className="gl" d={`M${LEFT},${y(tick)}H${RIGHT}`} />
          <text className="ax" x={LEFT - 5} y={y(tick) + 4} textAnchor="end">
            {tick * 100}
          </text>
          <text className="ax" x={x(tick)} y={BOTTOM + 14} textAnchor={tick === 1 ? 'end' : 'middle'}>
            {tick === 1 ? '100\u202f%' : tick * 100}
          </text>
        </g>
      ))}
      <text className="lab" x={LEFT} y={TOP - 10}>
        {t('models.precision.up')}
      </text>
      <text className="lab" x={RIGHT} y={BOTTOM + 32} textAnchor="end">
        {t('models.precision.across')}
      </text>
    </>
  );
}

interface PointProps {
  readonly kind: 'model' | 'rules';
  readonly point: PrecisionPoint | null;
}

/** The threshold in use, and the rules, which have none. Where nothing alarms there is no point. */
function Point({ kind, point }: PointProps): ReactElement | null {
  if (point?.precision == null) return null;
  const at = place(point.recall, point.precision);
  return kind === 'rules' ? <Diamond at={at} /> : <circle className="in-use" cx={at[0]} cy={at[1]} r="5" />;
}

const Diamond = ({ at: [cx, cy] }: { readonly at: readonly [number, number] }): ReactElement => (
  <path className="rules-point" d={`M${cx},${cy - 5}l5,5l-5,5l-5,-5z`} />
);
