import type { ReactElement, ReactNode } from 'react';

interface LaneRowProps {
  readonly name: string;
  /** Where the name leads to. */
  readonly link?: ReactNode;
  /** The newest value. */
  readonly value?: string;
  readonly notes?: readonly string[];
  readonly children: ReactNode;
}

/** A lane: what it is at the left, its picture on the time axis. */
export function LaneRow({ name, link, value = '', notes = [], children }: LaneRowProps): ReactElement {
  return (
    <section className="lane" aria-label={name}>
      <div className="lane-head">
        <div className="row spread">
          <h2 className="clip" title={name}>
            {link ?? name}
          </h2>
          <span className="strong nowrap">{value}</span>
        </div>
        {notes.map((note) => (
          <p key={note} className="t3 clip text-11" title={note}>
            {note}
          </p>
        ))}
      </div>
      <div className="lane-body">{children}</div>
    </section>
  );
}
