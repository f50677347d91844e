import type { ReactElement } from 'react';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number;
}

interface SegmentedProps<Value extends string> {
  /** What is chosen by it. */
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few views. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onChoose,
}: SegmentedProps<Value>): ReactElement {
  return (
    <div className="seg" role="group" aria-label={label}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          onClick={() => onChoose(segment.value)}
        >
          {segment.label}
          {segment.count === undefined ? null : <span className="n">{segment.count}</span>}
        </button>
      ))}
    </div>
  );
}
