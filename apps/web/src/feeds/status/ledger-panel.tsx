import type { FeedLedger } from '@eagle/contracts/domain';
import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';

const TICK_MS = 60_000;

/** What the source holds, compared with what was read of it. */
export function LedgerPanel({ ledger }: { readonly ledger: FeedLedger }): ReactElement {
  const { t, language, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const number = (value: number): string => numberText(value, language);
  return (
    <Panel title={t('feeds.ledger')}>
      {ledger.skipped === null ? null : (
        <p>{t('feeds.ledger.skipped', { reason: sentences.notCompared(ledger.skipped) })}</p>
      )}
      {ledger.checkedAt === null ? (
        ledger.skipped === null && <p className="t2">{t('feeds.ledger.never')}</p>
      ) : (
        <>
          <p>
            {t('feeds.ledger.sentence', {
              atSource: number(ledger.rowsAtSource),
              read: number(ledger.rowsRead),
              refused: number(ledger.rowsRefused),
              neverRead: number(ledger.rowsNeverRead),
            })}
          </p>
          <p className="t3">
            {t('feeds.ledger.compared', {
              at: plantTime.short(Date.parse(ledger.checkedAt), now),
              from: ledger.from ?? '–',
              to: ledger.to ?? '–',
            })}
          </p>
        </>
      )}
    </Panel>
  );
}
