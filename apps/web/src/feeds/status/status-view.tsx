import type { FeedStatus } from '@eagle/contracts/domain';
import type { ReactElement, ReactNode } from 'react';
import { numberText } from '../../charts/index.js';
import { useConnection, useFeedStatus } from '../../live/index.js';
import { Chip, Empty, Loading, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, delayText, useNow, usePlantTime } from '../../time/index.js';
import { ConnectLink } from '../connect-link.js';
import { LedgerPanel } from './ledger-panel.js';
import { SourceClockPanel } from './source-clock-panel.js';

const TICK_MS = 10_000;

/** State of the feed as it is pushed, the engine's sentence first. */
export function StatusView(): ReactElement {
  const { t, sentences } = useTexts();
  const feed = useFeedStatus();
  const connection = useConnection();
  if (feed === null) {
    if (connection.kind !== 'connected') return <Loading lines={4} />;
    return (
      <Empty title={t('feeds.never')} action={<ConnectLink />}>
        {t('feeds.never.meaning')}
      </Empty>
    );
  }
  return (
    <div className="grid grid-cols-1">
      <p className="feed-verdict">
        <Chip look={feed.state === 'ok' ? 'regular' : 'inverse'}>{t(`feeds.state.${feed.state}`)}</Chip>{' '}
        <span className="medium">{sentences.feed(feed)}</span>
      </p>
      {feed.problem === 'not-configured' ? <ConnectLink /> : null}
      <Panel title={t('feeds.figures')}>
        <Figures feed={feed} />
      </Panel>
      {feed.problem === 'not-configured' ? null : <SourceClockPanel lagMs={feed.lagMs} />}
      {feed.ledger === null ? null : <LedgerPanel ledger={feed.ledger} />}
    </div>
  );
}

function Figures({ feed }: { readonly feed: FeedStatus }): ReactElement {
  const { t, language } = useTexts();
  return (
    <dl className="feed-figures">
      <Figure name={t('feeds.newest')} hint={t('feeds.newest.hint')}>
        <At instant={feed.newestEventAt} />
      </Figure>
      <Figure name={t('feeds.lag')} hint={t('feeds.lag.hint')}>
        {feed.lagMs === null ? t('feeds.not-known') : delayText(feed.lagMs, language)}
      </Figure>
      <Figure name={t('feeds.look')} hint={t('feeds.look.hint')}>
        <At instant={feed.lastReadAt} />
        {feed.lookMs === null ? null : (
          <span className="t3"> {t('feeds.look.took', { time: delayText(feed.lookMs, language) })}</span>
        )}
      </Figure>
      <Figure name={t('feeds.watermark')} hint={t('feeds.watermark.hint')}>
        {feed.watermark === null ? t('feeds.not-known') : <span className="mono">{feed.watermark}</span>}
      </Figure>
      <Figure name={t('feeds.rows-read')} hint={t('feeds.since-start')}>
        {numberText(feed.rowsRead, language)}
      </Figure>
      <Figure name={t('feeds.scans')} hint={t('feeds.since-start')}>
        {numberText(feed.scansPublished, language)}
      </Figure>
      <Figure name={t('feeds.quarantined')} hint={t('feeds.since-start')}>
        {numberText(feed.rowsQuarantined, language)}
      </Figure>
      <Figure name={t('feeds.announcements')} hint={t('feeds.announcements.hint')}>
        {t(`feeds.announcements.${feed.announcements}`)}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  /** What the figure means. */
  readonly hint: string;
  readonly children: ReactNode;
}

function Figure({ name, hint, children }: FigureProps): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="medium">{children}</dd>
      <dd className="t3 hint">{hint}</dd>
    </div>
  );
}

/** `14:24:10`, and how long ago that was. */
function At({ instant }: { readonly instant: string | null }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  if (instant === null) return <>{t('feeds.not-yet')}</>;
  const at = Date.parse(instant);
  return (
    <span title={plantTime.iso(at)}>
      {plantTime.short(at, now)} <span className="t3">{t('feeds.ago', { age: ageText(now - at) })}</span>
    </span>
  );
}
