import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, Chip, Icon, Panel } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { ModelSummary, Serving } from '../model-types.js';
import { servingAnswer, type ServingAnswer } from './life-words.js';
import type { AskToAct } from './use-act-dialog.js';

const EVERY_MS = 60_000;

interface ServingPanelProps {
  readonly serving: Serving | null;
  readonly models: readonly ModelSummary[];
  readonly onAsk: AskToAct;
}

/** Which version serves and why, and what the health watch found. */
export function ServingPanel({ serving, models, onAsk }: ServingPanelProps): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const answer = servingAnswer(serving, models, sentences);
  const { kind, version, why } = answer;
  const isLive = kind === 'live' || kind === 'live-overridden';
  const findings = serving?.watch ?? [];
  const shadow = serving?.shadowVersion ?? null;
  return (
    <Panel
      title={t('models.serving')}
      actions={
        version === null || !isLive ? null : (
          <span className="row model-acts">
            <Button icon="undo" onClick={() => onAsk({ kind: 'roll-back', version })}>
              {t('models.act.roll-back', { version })}
            </Button>
          </span>
        )
      }
    >
      <p className="model-serving">
        <span className="medium">{titleOf(answer, (at) => plantTime.short(at, now), t)}</span>{' '}
        {kind === 'live-overridden' ? <Chip icon="warning">{t('models.overridden')}</Chip> : null}{' '}
        <span className="t2">{why}</span>
      </p>
      {shadow === null ? null : (
        <p className="row tight t2">
          <Icon name="flask" size="small" />
          <Link to="/models/$version" params={{ version: shadow }}>
            {t('models.serving.shadow', { version: shadow })}
          </Link>
        </p>
      )}
      {/* A candidate that could not be loaded: the live version goes on. */}
      {isLive && serving !== null && serving.reason !== '' ? (
        <p className="t2">{sentences.serving(serving)}</p>
      ) : null}
      {findings.length === 0 ? null : (
        <ul className="model-findings" aria-label={t('models.watch')}>
          {findings.map((finding) => (
            <li key={finding.code} className="row tight">
              <Icon name="warning" size="small" /> {sentences.finding(finding)}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function titleOf(
  { kind, version, since }: ServingAnswer,
  written: (at: number) => string,
  t: Texts['t'],
): string {
  if (kind !== 'live' && kind !== 'live-overridden') return t(`models.serving.${kind}`);
  const named = { version: version ?? '' };
  return since === null
    ? t('models.serving.live', named)
    : t('models.serving.since', { ...named, at: written(since) });
}
