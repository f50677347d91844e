import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { QuarantinedRow } from './use-quarantine.js';

const TICK_MS = 60_000;

/** Each row with its reason, what exactly was wrong, and the text of its cells. */
export function QuarantinedRows({ rows }: { readonly rows: readonly QuarantinedRow[] }): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  return (
    <ul className="quarantined" aria-label={t('feeds.quarantine')}>
      {rows.map(({ sequence, readAt, reason, detail, cells }) => (
        <li key={sequence}>
          <span className="num t2" title={plantTime.iso(Date.parse(readAt))}>
            {plantTime.short(Date.parse(readAt), now)}
          </span>
          <span className="medium">{t(`feeds.reason.${reason}`)}</span>
          <span>
            {sentences.rejectedRow(detail)}
            <Cells cells={cells} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Cells({ cells }: Pick<QuarantinedRow, 'cells'>): ReactElement {
  const { t } = useTexts();
  return (
    <span className="cells">
      {Object.entries(cells).map(([column, text]) => (
        <span key={column} className="chip solid">
          <span className="t2">{column}</span>{' '}
          {text === null ? (
            <span className="t2">{t('feeds.quarantine.null')}</span>
          ) : (
            <span className="mono clip" title={text}>
              {text}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}
