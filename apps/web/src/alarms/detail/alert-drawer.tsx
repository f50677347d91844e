import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactElement, useEffect, useRef } from 'react';
import { type Alert, answer, ApiProblem, useApi } from '../../api/index.js';
import { assetNameOf, useLiveAlert, useLiveStore } from '../../live/index.js';
import {
  Button,
  Chip,
  Empty,
  Failed,
  Icon,
  IconButton,
  Loading,
  MenuOnDemand,
  PriorityBadge,
} from '../../parts/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow } from '../../time/index.js';
import type { Acting } from '../actions/acting.js';
import { isSeenAcknowledged } from '../actions/pending.js';
import type { SentenceKind } from '../actions/kept-sentence.js';
import { badgeStateOf, PendingNote, RINGS, usePending } from '../list/alarm-row.js';
import { Marks } from '../list/marks.js';
import { spoken } from '../list/spoken.js';
import { Factors } from './factors.js';
import { Figures } from './figures.js';
import { Happened } from './happened.js';
import { LastMinutes } from './last-minutes.js';
import { UnusedInputs } from './unused-inputs.js';

const loadMoreActions = () => import('./more-actions.js');
const MoreActions = lazy(loadMoreActions);

interface AlertDrawerProps {
  readonly alertId: string;
  readonly acting: Acting;
  /** Place in the list; -1 where the list does not show it. */
  readonly position: number;
  readonly count: number;
  readonly onMove: (step: 1 | -1) => void;
  readonly onClose: () => void;
  readonly onAcknowledge: (alert: Alert) => void;
  readonly onWrite: (kind: SentenceKind, alert: Alert) => void;
}

const AGES_EVERY_MS = 60_000;

/** The alert: live while it is, else as the platform keeps it. */
function useAlert(alertId: string) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const query = useOrganizationQuery();
  const live = useLiveAlert(alertId);
  const stored = useQuery({
    queryKey: ['alarms', 'alert', organizationId, alertId, live === undefined],
    enabled: live === undefined,
    queryFn: () => answer(api.GET('/api/v1/alerts/{alertId}', { params: { path: { alertId }, query } })),
  });
  const store = useLiveStore();
  const { data } = stored;
  useEffect(() => {
    // Keys act on it before the list is read, and where a filter hides it.
    if (data !== undefined) store.merge([data]);
  }, [store, data]);
  return { alert: live ?? data, stored };
}

/**
 * One alert in the fixed order: what, when, how sure, do now, why, what was not
 * used, the record, what happened.
 */
export function AlertDrawer(props: AlertDrawerProps): ReactElement {
  const { alertId, position, count, onMove, onClose } = props;
  const { t, sentences } = useTexts();
  const { alert, stored } = useAlert(alertId);
  return (
    <aside
      className="drawer alert-drawer"
      aria-label={t('alarms.drawer', { title: alert === undefined ? alertId : sentences.alertTitle(alert) })}
    >
      <header>
        <div className="row spread drawer-line">
          <Button look="quiet" icon="chevronLeft" className="phone-only" onClick={onClose}>
            {t('alarms.drawer.back')}
          </Button>
          <span className="row tight t3 crumbs clip">
            {alert === undefined ? null : (
              <>
                <Link to="/assets/$assetId" params={{ assetId: alert.assetId }} className="crumb">
                  {assetNameOf(alert)}
                </Link>{' '}
                <Icon name="chevronRight" size="small" /> {spoken(alert.component)}
              </>
            )}
          </span>
          {position < 0 ? null : (
            <span className="phone-only nowrap t2">
              {t('alarms.drawer.place', { position: position + 1, count })}
            </span>
          )}
          <span className="row tight">
            <IconButton
              icon="chevronUp"
              label={t('alarms.drawer.previous')}
              disabled={position <= 0}
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon="chevronDown"
              label={t('alarms.drawer.next')}
              disabled={position >= count - 1}
              onClick={() => onMove(1)}
            />
            <IconButton
              icon="close"
              className="not-phone"
              label={t('alarms.drawer.close')}
              onClick={onClose}
            />
          </span>
        </div>
        {alert === undefined ? null : <What alert={alert} acting={props.acting} />}
      </header>
      {alert === undefined ? (
        <div className="scroll">
          <NoAlert error={stored.error} onTryNow={() => void stored.refetch()} />
        </div>
      ) : (
        <>
          {/* What scrolls takes the focus: not every alert has a link in it. */}
          {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex */}
          <div className="scroll" tabIndex={0} role="group" aria-label={sentences.alertTitle(alert)}>
            <Figures alert={alert} />
            {alert.recommendedAction === '' ? null : (
              <div className="do-now">
                <span className="head">{t('alarms.drawer.do-now')}</span>
                {alert.recommendedAction}
              </div>
            )}
            <Seen alert={alert} />
            <Factors alert={alert} />
            <UnusedInputs alert={alert} />
            <LastMinutes alert={alert} />
            <Happened alert={alert} />
          </div>
          <Actions alert={alert} {...props} />
        </>
      )}
    </aside>
  );
}

interface NoAlertProps {
  readonly error: Error | null;
  readonly onTryNow: () => void;
}

/** An alert that is not there is no failure: its address is old, mistyped, or another plant's. */
function NoAlert({ error, onTryNow }: NoAlertProps): ReactElement {
  const { t } = useTexts();
  if (error === null) return <Loading />;
  const isUnknown = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return isUnknown ? <Empty title={t('alarms.drawer.gone')} /> : <Failed error={error} onTryNow={onTryNow} />;
}

function What({ alert, acting }: { readonly alert: Alert; readonly acting: Acting }): ReactElement {
  const { t, sentences } = useTexts();
  const title = useRef<HTMLHeadingElement>(null);
  const pending = usePending(acting, alert.id);
  const now = useNow(AGES_EVERY_MS);
  // Opening the drawer moves the focus to its title.
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <div className="row drawer-what">
      <PriorityBadge
        severity={alert.severity}
        state={badgeStateOf(alert, pending)}
        ring={RINGS[alert.origin]}
        size="large"
      />
      <div className="grow">
        <h2 ref={title} tabIndex={-1}>
          {sentences.alertTitle(alert)}
        </h2>
        <div className="row chips">
          {alert.origin === 'rule' ? null : (
            <Chip look={alert.origin === 'both' ? 'joined' : 'predicted'}>
              {t(alert.origin === 'both' ? 'alarms.drawer.joined' : 'alarms.drawer.predicted')}
            </Chip>
          )}
          <Chip>{t('alarms.drawer.within', { priority: alert.severity })}</Chip>
          <span className="phone-only t2">{assetNameOf(alert)}</span>
          {alert.state.active ? null : <Chip>{t('alarms.state.cleared')}</Chip>}
          <Marks alert={alert} now={now} />
          {isSeenAcknowledged(alert, pending) ? null : <Chip>{t('alarms.drawer.not-acknowledged')}</Chip>}
          <PendingNote pending={pending} />
        </div>
      </div>
    </div>
  );
}

/** The observation of each cause that a rule made, in a sentence of the platform. */
function Seen({ alert }: { readonly alert: Alert }): ReactElement | null {
  const { t, sentences } = useTexts();
  const seen = alert.causes.filter(({ facts }) => facts.type !== 'prediction');
  if (seen.length === 0) return null;
  return (
    <section>
      <h3>{t('alarms.drawer.what')}</h3>
      {seen.map((cause) => (
        <p key={cause.ruleId ?? cause.title} className="t2">
          {sentences.causeText(cause)}
        </p>
      ))}
    </section>
  );
}

function Actions({
  alert,
  acting,
  onAcknowledge,
  onWrite,
}: AlertDrawerProps & { readonly alert: Alert }): ReactElement | null {
  const { t } = useTexts();
  const pending = usePending(acting, alert.id);
  if (alert.resolvedAt !== null) return null;
  return (
    <footer>
      {isSeenAcknowledged(alert, pending) ? (
        <Button
          look="primary"
          size="big"
          className="grow"
          shortcut="R"
          onClick={() => onWrite('resolve', alert)}
        >
          {t('alarms.resolve')}
        </Button>
      ) : (
        <Button look="primary" size="big" className="grow" shortcut="A" onClick={() => onAcknowledge(alert)}>
          {t('alarms.acknowledge')}
        </Button>
      )}
      <MenuOnDemand
        trigger={(attributes) => (
          <IconButton
            {...attributes}
            icon="more"
            look="regular"
            className="big"
            label={t('alarms.more-actions')}
          />
        )}
        load={loadMoreActions}
      >
        <MoreActions alert={alert} onWrite={onWrite} />
      </MenuOnDemand>
    </footer>
  );
}
