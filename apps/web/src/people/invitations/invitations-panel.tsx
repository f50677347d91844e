import { type ReactElement, useState } from 'react';
import { Button, Failed, Loading, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../../time/index.js';
import { findPeople, nameOf } from '../list/people-list.js';
import { type Invitation, useInvitations } from './use-invitations.js';
import { WithdrawDialog } from './withdraw-dialog.js';

const TICK_MS = 60_000;

interface InvitationsPanelProps {
  readonly organizationId: string;
  readonly find: string;
}

/** Who was asked to join and has not answered yet. */
export function InvitationsPanel({ organizationId, find }: InvitationsPanelProps): ReactElement {
  const { t } = useTexts();
  const invitations = useInvitations(organizationId);
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null);
  const all = invitations.data;
  return (
    <Panel title={t('people.invitations')} subtitle={t('people.invitations.meaning')}>
      {invitations.error === null ? null : (
        <Failed error={invitations.error} onTryNow={() => void invitations.refetch()} />
      )}
      {all === undefined && invitations.error === null ? <Loading lines={2} /> : null}
      {all === undefined ? null : (
        <Invitations all={all} shown={findPeople(all, find)} onWithdraw={setWithdrawn} />
      )}
      {withdrawn === null ? null : (
        <WithdrawDialog
          organizationId={organizationId}
          invitation={withdrawn}
          onClose={() => setWithdrawn(null)}
        />
      )}
    </Panel>
  );
}

interface InvitationsProps {
  readonly all: readonly Invitation[];
  readonly shown: readonly Invitation[];
  readonly onWithdraw: (invitation: Invitation) => void;
}

function Invitations({ all, shown, onWithdraw }: InvitationsProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  if (all.length === 0) return <p className="t2">{t('people.invitations.none')}</p>;
  if (shown.length === 0)
    return <p className="t2">{t('people.invitations.filtered', { all: all.length })}</p>;
  return (
    <>
      <table className="tbl-natural invitations" aria-label={t('people.invitations')}>
        <thead>
          <tr>
            <th scope="col">{t('people.person')}</th>
            <th scope="col" className="role">
              {t('people.role')}
            </th>
            <th scope="col" className="since">
              {t('people.invitations.since')}
            </th>
            <th scope="col" className="left">
              {t('people.invitations.left')}
            </th>
            <th scope="col" className="more">
              <span className="sr">{t('people.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((invitation) => {
            const { id, email, role, createdAt, expiresAt } = invitation;
            const [since, until] = [Date.parse(createdAt), Date.parse(expiresAt)];
            return (
              <tr key={id}>
                <th scope="row" title={email}>
                  {nameOf(invitation)}
                  {nameOf(invitation) === email ? null : <span className="t3"> {email}</span>}
                </th>
                <td className="role">{t('frame.role', { role })}</td>
                <td className="since t2" title={plantTime.iso(since)}>
                  {plantTime.short(since, now)}
                </td>
                <td className="left t2" title={plantTime.iso(until)}>
                  {longAgeText(until - now)}
                </td>
                <td className="more">
                  <Button
                    look="quiet"
                    aria-label={t('people.withdraw.of', { name: nameOf(invitation) })}
                    onClick={() => onWithdraw(invitation)}
                  >
                    {t('people.withdraw')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="list-end t3">{t('people.invitations.end', { count: shown.length })}</p>
    </>
  );
}
