import type { ReactElement } from 'react';
import { priorityNumbersText } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Line } from './sections.js';

interface HeadingLineProps {
  readonly line: Exclude<Line, { readonly kind: 'alert' }>;
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly onShowAll: (groupId: string) => void;
}

/** A line between the alerts: what follows, or what a group does not show. */
export function HeadingLine({ line, rowIndex, top, height, onShowAll }: HeadingLineProps): ReactElement {
  const { t } = useTexts();
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={line.kind === 'more' ? 'alarm-heading more' : 'alarm-heading'}
      style={{ top, height }}
    >
      <span role="gridcell">{content()}</span>
    </div>
  );

  function content(): ReactElement {
    switch (line.kind) {
      case 'heading':
        return (
          <>
            <span className="medium">{t(`alarms.section.${line.section}`)}</span>{' '}
            <span className="t3">{line.count}</span>
          </>
        );
      case 'groups':
        return (
          <>
            <span className="medium">{t('alarms.flood.by-cause')}</span>{' '}
            <span className="t3">{t('alarms.flood.groups', { groups: line.groups, count: line.count })}</span>
          </>
        );
      case 'more':
        return (
          <>
            <button type="button" className="link-button" onClick={() => onShowAll(line.groupId)}>
              {t('alarms.flood.more', { count: line.count })}
            </button>{' '}
            <span className="t3">{priorityNumbersText(line.hidden, t)}</span>
          </>
        );
    }
  }
}
