import { type ReactElement, useId } from 'react';
import { coursePath, gapsOf } from './course-path.js';

const BOX = { width: 86, height: 22 };

interface CourseProps {
  /** Oldest first; null: no value. */
  readonly values: readonly (number | null)[];
  /** Values that a whole course has; a shorter one ends at the right. */
  readonly slots: number;
  /** What it shows, in a sentence. */
  readonly label: string;
  /** Whether a missing value is an absence, which is drawn; else the line only breaks. */
  readonly hatchesGaps?: boolean;
}

/** A small line without axes, from zero: how a figure went. */
export function Course({ values, slots, label, hatchesGaps = true }: CourseProps): ReactElement {
  const id = useId();
  const gaps = hatchesGaps ? gapsOf(values, slots, BOX) : [];
  return (
    <svg
      className="course"
      width={BOX.width}
      height={BOX.height}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {gaps.length === 0 ? null : (
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0,0V5" className="hatch" />
        </pattern>
      )}
      {gaps.map(({ x, width }) => (
        <rect key={x} x={x} y="0" width={width} height={BOX.height} fill={`url(#${id})`} />
      ))}
      <path className="pv grey" d={coursePath(values, slots, BOX)} />
    </svg>
  );
}
