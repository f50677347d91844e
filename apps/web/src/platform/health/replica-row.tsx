import type { ReactElement } from 'react';
import { shareText } from '../../charts/index.js';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, delayText, longAgeText, usePlantTime } from '../../time/index.js';
import { bytesText } from './figure-words.js';
import type { Replica } from './vitals.js';

interface ReplicaRowProps {
  readonly known: Replica;
  readonly answerMsMax: number;
  readonly now: number;
}

const NOT_KNOWN = '–';

/** One process. What is known of one that does not answer is of the time when it was last seen. */
export function ReplicaRow({ known, answerMsMax, now }: ReplicaRowProps): ReactElement {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const { replica, role, version, startedAt, restarts, isAnswering, lastSeenAt } = known;
  const { memoryBytes, heapShare, cpuShare, loopDelayMsMax } = known;
  const started = Date.parse(startedAt);
  const seen = plantTime.short(Date.parse(lastSeenAt), now);
  return (
    <tr className={classNames('replica', !isAnswering && 'silent')}>
      <th scope="row" className="mono" title={replica}>
        {replica}
      </th>
      <td className="sentence">
        {isAnswering
          ? t(known.isReady ? 'platform.service.state.ready' : 'platform.service.state.not-ready')
          : t('platform.replica.silent', { within: delayText(answerMsMax, language), at: seen })}
      </td>
      <td>{t(`platform.replica.role.${role}`)}</td>
      <td className="num" title={`${longAgeText(now - started)}, ${plantTime.short(started, now)}`}>
        {isAnswering ? ageText(now - started) : NOT_KNOWN}
        {restarts === 0 ? null : (
          <span className="block t3">{t('platform.replica.restarts', { count: restarts })}</span>
        )}
      </td>
      <td className="num">{bytesText(memoryBytes, language)}</td>
      <td className="num">{shareText(heapShare, language)}</td>
      <td className="num">{cpuShare === null ? NOT_KNOWN : shareText(cpuShare, language)}</td>
      <td className="num">{delayText(loopDelayMsMax, language)}</td>
      <td>{version}</td>
    </tr>
  );
}
