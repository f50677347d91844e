import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { answer, type ApiClient, type Organization, useApi } from '../../api/index.js';
import { Button, Field, Panel, Refused, TextField, useUnsent } from '../../parts/index.js';
import { enterOrganization, leaveOrganization, useSession, useSessionStore } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { beginDraft } from '../draft/use-draft.js';
import { slugOf, type TemplateData, templateDataOf, useAsking, Waiting } from '../../plant-source/index.js';
import { StepFoot } from './step-foot.js';

const route = getRouteApi('/frame/connect/$step');
const PAGE_SIZE = 200;

/** Whose plant it is. An admin has one organization; a super-admin creates or chooses one. */
export function OrganizationStep(): ReactElement {
  const { t } = useTexts();
  const { role, organizationId, acting } = useSession();
  const isChosen = organizationId !== null;
  return (
    <>
      <div className="onboarding-scroll">
        {isChosen ? (
          <p className="onboarding-notice">
            {acting === null
              ? t('onboarding.organization.own')
              : t('onboarding.organization.acting', { name: acting.organizationName })}
          </p>
        ) : null}
        {role === 'SUPER_ADMIN' && !isChosen ? <ChooseOrganization /> : null}
      </div>
      <StepFoot step="organization" hint={isChosen ? '' : t('onboarding.organization.hint')} />
    </>
  );
}

function ChooseOrganization(): ReactElement {
  const { t } = useTexts();
  const api = useApi();
  const list = useQuery({
    queryKey: ['onboarding', 'organizations'],
    queryFn: ({ signal }) => readOrganizations(api, signal),
  });
  const organizations = list.data ?? [];
  const enter = useEnter();
  return (
    <div className="onboarding-columns">
      <Panel title={t('onboarding.organization.new')}>
        <NewOrganization templates={organizations} onMade={enter} />
      </Panel>
      <Panel title={t('onboarding.organization.present')}>
        <PresentOrganization organizations={organizations} onChosen={enter} />
      </Panel>
    </div>
  );
}

async function readOrganizations(api: ApiClient, signal: AbortSignal): Promise<readonly Organization[]> {
  const query = { limit: PAGE_SIZE };
  return (await answer(api.GET('/api/v1/organizations', { params: { query }, signal }))).items;
}

/** @throws ApiProblem */
type Enter = (organization: Organization) => Promise<void>;

/** From here on the super-admin acts in the organization; its audit log has each step. */
function useEnter(): Enter {
  const { t } = useTexts();
  const api = useApi();
  const session = useSessionStore();
  const navigate = route.useNavigate();
  const { wanted } = route.useSearch();
  return async ({ id }) => {
    session.act(await enterOrganization(api, id, t('onboarding.acting-reason')));
    void navigate({ to: '/connect/$step', params: { step: wanted ?? 'connection' }, search: {} });
  };
}

interface NewOrganizationProps {
  readonly templates: readonly Organization[];
  readonly onMade: Enter;
}

/** Where no template is chosen: an empty one, with the platform's defaults. */
const NO_TEMPLATE = '';
const NOT_NAMED = { name: '', slug: '', templateId: NO_TEMPLATE };

function NewOrganization({ templates, onMade }: NewOrganizationProps): ReactElement {
  const { t } = useTexts();
  const api = useApi();
  const making = useAsking();
  const { user } = useSession();
  const { typed, change, sent } = useUnsent('onboarding organization', NOT_NAMED);
  const { name, templateId } = typed;
  const slug = typed.slug === '' ? slugOf(name) : typed.slug;
  const make = (event: FormEvent): void => {
    event.preventDefault();
    making.ask(async (signal) => {
      // The template first: an organization that lacks what it was made for would be half made.
      const template =
        templateId === NO_TEMPLATE
          ? null
          : await readTemplate(api, templateId, t('onboarding.template-reason'), signal);
      // Disabled: nothing of it runs until it goes live.
      const body = { name: name.trim(), slug, enabled: false };
      const made = await answer(api.POST('/api/v1/organizations', { body, signal }));
      beginDraft({ userId: user.id, organizationId: made.id }, template);
      sent();
      await onMade(made);
    });
  };
  return (
    <form className="onboarding-form" onSubmit={make}>
      <TextField
        label={t('onboarding.organization.name')}
        value={name}
        maxLength={120}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t('onboarding.organization.slug')}
        hint={t('onboarding.organization.slug.hint')}
        value={slug}
        spellCheck={false}
        onChange={(event) => change({ slug: event.target.value })}
      />
      <Field label={t('onboarding.organization.template')} hint={t('onboarding.organization.template.hint')}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={templateId}
            onChange={(event) => change({ templateId: event.target.value })}
          >
            <option value={NO_TEMPLATE}>{t('onboarding.organization.template.none')}</option>
            {templates.map((each) => (
              <option key={each.id} value={each.id}>
                {t('onboarding.organization.template.like', { name: each.name })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <span className="row">
        <Button
          type="submit"
          look="primary"
          disabled={name.trim() === '' || slug === '' || making.sinceMs !== null}
        >
          {t('onboarding.organization.create')}
        </Button>
      </span>
      {making.sinceMs === null ? (
        <Refused error={making.error} otherwise={t('onboarding.organization.failed')} />
      ) : (
        <Waiting asking={making} what={t('onboarding.organization.creating')} />
      )}
    </form>
  );
}

/** Enters the other organization for this one look; its audit log has the reason. */
async function readTemplate(
  api: ApiClient,
  organizationId: string,
  reason: string,
  signal: AbortSignal,
): Promise<TemplateData> {
  const params = { path: { organizationId } };
  await enterOrganization(api, organizationId, reason);
  try {
    const config = await answer(api.GET('/api/v1/organizations/{organizationId}/config', { params, signal }));
    return templateDataOf(config);
  } finally {
    await leaveOrganization(api, organizationId);
  }
}

interface PresentOrganizationProps {
  readonly organizations: readonly Organization[];
  readonly onChosen: Enter;
}

/** An organization that was created before, or whose wizard was left. */
function PresentOrganization({ organizations, onChosen }: PresentOrganizationProps): ReactElement {
  const { t } = useTexts();
  const [id, setId] = useState('');
  const entering = useAsking();
  const chosen = organizations.find((each) => each.id === id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen !== undefined) entering.ask(() => onChosen(chosen));
  };
  return (
    <form className="onboarding-form" onSubmit={submit}>
      <Field label={t('onboarding.organization')} hint={t('onboarding.organization.present.hint')}>
        {(ids) => (
          <select {...ids} className="input" value={id} onChange={(event) => setId(event.target.value)}>
            <option value="">{t('onboarding.choose')}</option>
            {organizations.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <span className="row">
        <Button type="submit" disabled={chosen === undefined || entering.sinceMs !== null}>
          {t('onboarding.organization.go-on')}
        </Button>
      </span>
      <Refused error={entering.error} otherwise={t('onboarding.organization.not-entered')} />
    </form>
  );
}
