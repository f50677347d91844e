import type { ReactElement } from 'react';
import { Banner, Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { useNow, usePlantTime } from '../time/index.js';
import type { ChainState } from './audit-log.js';

const TICK_MS = 10_000;

/** Whether somebody altered the log: each entry is sealed together with the one before it. */
export function ChainLine({ chain }: { readonly chain: ChainState }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { checkedAt, break: broken } = chain;
  if (broken !== null) {
    return (
      <Banner icon="warning" title={t(`audit.chain.${broken.reason}`, { id: broken.id })}>
        {t('audit.chain.broken.meaning')}
      </Banner>
    );
  }
  return (
    <p className="row tight t2">
      {checkedAt === null ? null : <Icon name="check" size="small" />}
      {checkedAt === null
        ? t('audit.chain.not-checked')
        : t('audit.chain.intact', { at: plantTime.short(Date.parse(checkedAt), now) })}
    </p>
  );
}
