import type { ChangeEvent, FormEvent, ReactElement } from 'react';
import { answer, ApiProblem, useApi } from '../../api/index.js';
import { Button, Field, Panel, TextField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import {
  accountOf,
  type ConnectionMistake,
  connectionMistakes,
  type TypedConnection,
} from '../draft/draft.js';
import { TestResult, useAsking, Waiting } from '../../plant-source/index.js';
import { feedInput } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { StepFoot } from './step-foot.js';

const FIELDS = ['host', 'port', 'database', 'user'] as const satisfies readonly ConnectionMistake[];

/** Where the plant's database is, and whether it answers. */
export function ConnectionStep(): ReactElement {
  const { t } = useTexts();
  const api = useApi();
  const { draft, change, organizationId, password } = useOrganizationWizard();
  const testing = useAsking();
  const { connection, tested } = draft;
  const mistakes = new Set<string>(connectionMistakes(connection));
  const canTest = mistakes.size === 0 && password !== '';
  const test = (): void =>
    testing.ask(async (signal) => {
      const [params, body] = [{ path: { organizationId } }, { feed: feedInput(draft, password) }];
      const reply = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/test', { params, body, signal }),
      );
      change({ tested: { of: accountOf(connection), reply } });
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canTest) test();
  };
  const shown =
    tested !== null && tested.of === accountOf(connection) && testing.sinceMs === null ? tested : null;
  return (
    <>
      <div className="onboarding-scroll">
        <form className="onboarding-form" onSubmit={submit}>
          <ConnectionFields mistakes={mistakes} />
          <p className="t2">{t('onboarding.connection.account')}</p>
          <span className="row">
            <Button type="submit" disabled={!canTest || testing.sinceMs !== null}>
              {t('onboarding.connection.test')}
            </Button>
          </span>
        </form>
        <Waiting asking={testing} what={t('onboarding.connection.testing')} onTryNow={test} />
        {testing.error instanceof ApiProblem && testing.error.retryAfterSeconds !== null ? (
          <p className="t2">{t('onboarding.again-in', { count: testing.error.retryAfterSeconds })}</p>
        ) : null}
        {shown === null ? null : (
          <Panel title={t('onboarding.connection.result')}>
            <TestResult test={shown.reply} />
          </Panel>
        )}
      </div>
      <StepFoot step="connection" hint={shown?.reply.ok === true ? '' : t('onboarding.connection.hint')} />
    </>
  );
}

interface ConnectionFieldsProps {
  /** Names of the fields that cannot be sent so. */
  readonly mistakes: ReadonlySet<string>;
}

function ConnectionFields({ mistakes }: ConnectionFieldsProps): ReactElement {
  const { t } = useTexts();
  const { draft, change, password, setPassword } = useOrganizationWizard();
  const { connection } = draft;
  const set = (typed: Partial<TypedConnection>): void =>
    change((present) => {
      const changed = { ...present.connection, ...typed };
      // Another account sees other tables.
      const isSame = accountOf(changed) === accountOf(present.connection);
      return isSame
        ? { connection: changed }
        : { connection: changed, tables: null, table: null, reading: null };
    });
  return (
    <>
      <div className="onboarding-fields">
        <Engine />
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`onboarding.connection.${field}`)}
            value={connection[field]}
            autoComplete="off"
            spellCheck={false}
            mistake={
              connection[field] !== '' && mistakes.has(field) ? t('onboarding.connection.mistake') : undefined
            }
            onChange={(event: ChangeEvent<HTMLInputElement>) => set({ [field]: event.target.value })}
          />
        ))}
        <TextField
          label={t('onboarding.connection.password')}
          hint={t('onboarding.password.hint')}
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <TextField
          label={t('onboarding.connection.look-every')}
          hint={t('onboarding.connection.look-every.hint')}
          inputMode="decimal"
          value={connection.lookEvery}
          mistake={mistakes.has('lookEvery') ? t('onboarding.connection.mistake') : undefined}
          onChange={(event) => set({ lookEvery: event.target.value })}
        />
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={connection.tls}
          onChange={(event) => set({ tls: event.target.checked })}
        />
        {t('onboarding.connection.tls')}
      </label>
    </>
  );
}

function Engine(): ReactElement {
  const { t } = useTexts();
  return (
    <Field label={t('onboarding.connection.engine')} hint={t('onboarding.connection.engine.hint')}>
      {(ids) => (
        <select {...ids} className="input" defaultValue="postgres">
          <option value="postgres">PostgreSQL</option>
        </select>
      )}
    </Field>
  );
}
