import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type Draft, DraftBar, FormContext, MistakeSummary, stepsOf, useDraft } from '../../drafts/index.js';
import { Failed, Loading, Page, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ConfigurationTabs } from '../configuration-tabs.js';
import { Suggestions } from '../suggestions.js';
import { useFormHelp } from '../use-form-help.js';
import { sectionOf } from './sections.js';
import { SectionForm } from './section-form.js';
import { SectionList } from './section-list.js';

const route = getRouteApi('/frame/settings');

/** Every number of an organization with its default, its unit and its effect. */
export function SettingsPage(): ReactElement {
  const { t } = useTexts();
  const { draft, error, readAgain } = useDraft('settings');
  return (
    <Page title={t('configuration.title')} lead={<ConfigurationTabs />}>
      {error === null ? null : <Failed error={error} onTryNow={readAgain} />}
      {draft === null ? error === null && <Loading /> : <Settings draft={draft} />}
    </Page>
  );
}

function Settings({ draft }: { readonly draft: Draft }): ReactElement {
  const { t } = useTexts();
  const { section = 'general' } = route.useSearch();
  const navigate = route.useNavigate();
  const help = useFormHelp(draft);
  return (
    <FormContext value={help}>
      <p className="t3 larger-screen">{t('states.larger-screen')}</p>
      <MistakeSummary
        draft={draft}
        onGo={(pointer) => void navigate({ search: { section: sectionOf(stepsOf(pointer)[0] ?? '') } })}
      />
      <div className="settings">
        <SectionList draft={draft} current={section} />
        <Panel title={t(`configuration.section.${section}`)} subtitle={t('configuration.acts')}>
          <SectionForm draft={draft} section={section} />
        </Panel>
      </div>
      <DraftBar draft={draft} staysAt={(pathname) => pathname.endsWith('/settings')} />
      <Suggestions draft={draft} kinds={['tags', 'states', 'components', 'zones']} />
    </FormContext>
  );
}
