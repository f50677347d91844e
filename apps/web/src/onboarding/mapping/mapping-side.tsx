import type { ReactElement } from 'react';
import { Field } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { isLeftOut, isTaken, isToDecide, type Mapped, zoneSentence } from '../../plant-source/index.js';
import { useOrganizationWizard } from '../wizard-context.js';
import type { ReadTable } from '../wizard.js';

/** The plant as it is mapped so far. */
export function MappingSide({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { content } = useOrganizationWizard();
  const { mapped } = read;
  return (
    <aside className="onboarding-side" aria-label={t('onboarding.side')}>
      <Counts mapped={mapped} />
      <Components mapped={mapped} />
      <ForModels mapped={mapped} />
      <RunningWhile mapped={mapped} />
      <section>
        <h2>{t('onboarding.zone')}</h2>
        <p className="t2">{zoneSentence(read, content?.readAtMs ?? 0, t)}</p>
      </section>
    </aside>
  );
}

function Counts({ mapped }: { readonly mapped: readonly Mapped[] }): ReactElement {
  const { t } = useTexts();
  const open = mapped.filter(isToDecide).length;
  const out = mapped.filter((signal) => isLeftOut(signal) && !isToDecide(signal)).length;
  const counts = { mapped: mapped.length - open - out, open, out };
  return (
    <section>
      <div className="row spread">
        <h2>{t('onboarding.side.signals', { count: mapped.length })}</h2>
        <span className="t3">{t('onboarding.side.to-decide', { count: open })}</span>
      </div>
      <div className="onboarding-meter" aria-hidden="true">
        {(['mapped', 'open', 'out'] as const).map((kind) => (
          <i key={kind} className={kind} style={{ flexGrow: counts[kind] }} />
        ))}
      </div>
      <dl className="onboarding-legend t2">
        {(['mapped', 'open', 'out'] as const).map((kind) => (
          <div key={kind}>
            <dt>
              <i className={kind} aria-hidden="true" />
              {t(`onboarding.side.${kind}`)}
            </dt>
            <dd className="num">{counts[kind]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Components({ mapped }: { readonly mapped: readonly Mapped[] }): ReactElement | null {
  const { t } = useTexts();
  const components = [...Map.groupBy(mapped.filter(isTaken), ({ component }) => component)].filter(
    ([component]) => component !== '',
  );
  if (components.length === 0) return null;
  return (
    <section>
      <h2>{t('onboarding.side.components')}</h2>
      <ul className="onboarding-components">
        {components.map(([component, { length }]) => (
          <li key={component}>
            <span className="clip">{component}</span>
            <span className="t3">{t('onboarding.side.tags', { count: length })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const FLAGS: ReadonlySet<string> = new Set(['flag', 'failure']);

function ForModels({ mapped }: { readonly mapped: readonly Mapped[] }): ReactElement {
  const { t } = useTexts();
  const taken = mapped.filter(isTaken);
  const failures = taken.filter(({ role }) => role === 'failure').length;
  const flags = taken.filter(({ role }) => FLAGS.has(role)).length;
  const values = taken.filter(({ role }) => role === 'present-value' || role === 'set-value').length;
  return (
    <section>
      <h2>{t('onboarding.side.models')}</h2>
      <p className="t2">{t('onboarding.side.models.inputs', { values, flags })}</p>
      <p className="t2">
        {failures === 0
          ? t('onboarding.side.no-failures')
          : t('onboarding.side.failures', { count: failures })}
      </p>
    </section>
  );
}

/** While the plant stands nothing is predicted: without it every state counts. */
function RunningWhile({ mapped }: { readonly mapped: readonly Mapped[] }): ReactElement {
  const { t } = useTexts();
  const { draft, change } = useOrganizationWizard();
  const { running } = draft;
  const choices = mapped.filter(isTaken);
  const set = (tag: string): void =>
    change({ running: tag === '' ? null : { tag, atLeast: running?.atLeast ?? 1 } });
  return (
    <section>
      <h2>{t('onboarding.running')}</h2>
      <Field label={t('onboarding.running.tag')} hint={t('onboarding.running.hint')}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={running?.tag ?? ''}
            onChange={(event) => set(event.target.value)}
          >
            <option value="">{t('onboarding.running.always')}</option>
            {choices.map(({ tag, label }) => (
              <option key={tag} value={tag}>
                {label === '' ? tag : label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {running === null ? null : (
        <Field label={t('onboarding.running.at-least')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="number"
              step="any"
              value={running.atLeast}
              onChange={(event) => {
                const atLeast = event.target.valueAsNumber;
                if (Number.isFinite(atLeast)) change({ running: { ...running, atLeast } });
              }}
            />
          )}
        </Field>
      )}
    </section>
  );
}
