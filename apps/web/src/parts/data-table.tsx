import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.js';
import { ScrollRegion } from './scroll-region.js';

/** Of a column. */
export interface Head {
  readonly text: string;
  /** `num` for numbers, and the name of the column where it has a width. */
  readonly className?: string;
  /** For screen readers only: a column of buttons. */
  readonly isSilent?: boolean;
}

interface DataTableProps {
  /** Its name. */
  readonly label: string;
  readonly heads: readonly Head[];
  readonly className?: string;
  /** Bodies with their rows. */
  readonly children: ReactNode;
}

/** A table as wide as its cells need: it scrolls sideways where its place is narrower. */
export function DataTable({ label, heads, className, children }: DataTableProps): ReactElement {
  return (
    <ScrollRegion label={label} className={classNames(className)}>
      <table className="tbl-natural" aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.text} scope="col" className={head.className}>
                {head.isSilent === true ? <span className="sr">{head.text}</span> : head.text}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </ScrollRegion>
  );
}
