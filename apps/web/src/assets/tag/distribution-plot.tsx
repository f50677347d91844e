import type { ReactElement } from 'react';
import { numberText, valueText } from '../../charts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Distribution } from './distribution.js';

interface DistributionPlotProps {
  readonly distribution: Distribution;
  readonly usual: { readonly low: number; readonly high: number } | null;
  readonly unit: string;
}

const [WIDTH, HEIGHT] = [264, 72];
/** Values at both ends do not touch the edges. */
const MARGIN = 4;

/** How often values lay where, over the range that is usual. */
export function DistributionPlot({ distribution, usual, unit }: DistributionPlotProps): ReactElement {
  const { t, language } = useTexts();
  const { low, high, shares } = distribution;
  const least = Math.min(low, usual?.low ?? low);
  const most = Math.max(high, usual?.high ?? high);
  const span = most > least ? most - least : 1;
  const x = (value: number): number => MARGIN + ((value - least) / span) * (WIDTH - 2 * MARGIN);
  const width = (x(high) - x(low)) / shares.length;
  const top = Math.max(...shares);
  return (
    <svg
      className="distribution"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 16}`}
      role="img"
      aria-label={t('assets.tag.distribution.sentence', {
        low: valueText(low, unit, language),
        high: valueText(high, unit, language),
      })}
    >
      {usual === null ? null : (
        <rect
          className="usualbar"
          x={x(usual.low)}
          y="0"
          width={Math.max(1, x(usual.high) - x(usual.low))}
          height={HEIGHT}
        />
      )}
      {shares.map((share, at) => (
        <rect
          key={at}
          className="bin"
          x={x(low) + at * width}
          y={HEIGHT * (1 - share / top)}
          width={Math.max(1, width - 0.5)}
          height={HEIGHT * (share / top)}
        />
      ))}
      <text className="ax" x={MARGIN} y={HEIGHT + 13}>
        {numberText(least, language)}
      </text>
      <text className="ax" x={WIDTH - MARGIN} y={HEIGHT + 13} textAnchor="end">
        {numberText(most, language)}
      </text>
    </svg>
  );
}
