import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { classNames, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { delayText } from '../../time/index.js';
import { ActiveAlerts } from './active-alerts.js';
import type { Need } from './needs.js';
import { OrganizationMenu } from './organization-menu.js';
import type { Destination, Step } from './organization-step.js';
import { cityOf, feedWord, modelWord, needSentence, rateText } from './organization-words.js';
import type { OverviewRow } from './overview.js';

const COLUMNS = 9;
const NOT_KNOWN = '–';

interface OrganizationRowProps {
  readonly row: OverviewRow;
  readonly onStep: (step: Step) => void;
}

/** An organization in one line, and below it why it needs somebody. */
export function OrganizationRow({ row, onStep }: OrganizationRowProps): ReactElement {
  const { organization, condition, needs, place } = row;
  return (
    <tbody className={classNames(condition === 'needs' && 'trouble', condition === 'disabled' && 'off')}>
      <tr>
        <th scope="row">
          <span className="row tight">
            <button
              type="button"
              className="name clip"
              title={organization.name}
              onClick={() => onStep({ kind: 'act', organization, to: '/alarms' })}
            >
              {organization.name}
            </button>
            <span className="t3 nowrap">{place === null ? '' : cityOf(place.zone)}</span>
          </span>
        </th>
        <td className="num t2 assets">{place?.assets ?? NOT_KNOWN}</td>
        <Figures row={row} />
        <td className="more">
          <OrganizationMenu organization={organization} onStep={onStep} />
        </td>
      </tr>
      {needs.length === 0 ? null : <Why row={row} onStep={onStep} />}
    </tbody>
  );
}

/** What was read of it; of a disabled one nothing is. */
function Figures({ row }: { readonly row: OverviewRow }): ReactElement {
  const texts = useTexts();
  const { reading, errors, condition, rowsPerSecond } = row;
  const { t, language } = texts;
  const isOff = condition === 'disabled';
  const lagMs = isOff ? null : (reading?.feed?.lagMs ?? null);
  const word = (of: typeof feedWord): string => {
    if (isOff) return t('platform.disabled');
    return reading === null ? NOT_KNOWN : of(reading, texts);
  };
  return (
    <>
      <td className="feed">{word(feedWord)}</td>
      <td className="num rate">
        {isOff || rowsPerSecond === null ? NOT_KNOWN : rateText(rowsPerSecond, language)}
      </td>
      <td className="num lag">{lagMs === null ? NOT_KNOWN : delayText(lagMs, language)}</td>
      <td className="model">{word(modelWord)}</td>
      <td className="num errors">{errors === 0 ? '' : numberText(errors, language)}</td>
      <td className="alerts">
        {isOff || reading === null ? null : (
          <ActiveAlerts counts={reading.alerts} hasMore={reading.hasMoreAlerts} />
        )}
      </td>
    </>
  );
}

/** Pages that say more of a need. */
const PAGES: Readonly<Record<Need['kind'], Destination | null>> = {
  unread: null,
  'feed-down': '/feeds',
  'feed-degraded': '/feeds',
  'model-failed': '/models',
  'rules-only': '/models',
  'model-watch': '/models',
  training: '/models',
  errors: null,
};

function Why({ row, onStep }: OrganizationRowProps): ReactElement | null {
  const texts = useTexts();
  const { t } = texts;
  const [first, ...rest] = row.needs;
  if (first === undefined) return null;
  const { organization } = row;
  const to = PAGES[first.kind];
  const sentence = needSentence(first, texts);
  return (
    <tr className="why">
      <td colSpan={COLUMNS}>
        <span className="row tight">
          <Icon name="warning" size="small" />
          <span>{sentence}</span>
          {rest.length === 0 ? null : (
            <span className="t3 nowrap" title={rest.map((need) => needSentence(need, texts)).join(' ')}>
              {t('platform.more-needs', { count: rest.length })}
            </span>
          )}
          {to === null ? null : (
            <button type="button" className="name" onClick={() => onStep({ kind: 'act', organization, to })}>
              {t(to === '/feeds' ? 'feeds.title' : 'models.title')}
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}
