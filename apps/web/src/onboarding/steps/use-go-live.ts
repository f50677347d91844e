import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, type ApiClient, ApiProblem, type Mistake, useApi } from '../../api/index.js';
import { useSession } from '../../session/index.js';
import { serverClock } from '../../time/index.js';
import { type Asking, type ConfigView, placedMistakes, useAsking } from '../../plant-source/index.js';
import { CONFIG_KEY } from '../config-key.js';
import { configuredPlant, wholeConfig } from '../mapping/configured-plant.js';
import { feedInput, plantChoices, type ReadTable } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';

const CHANGED_MEANWHILE = 'CONFIG.CHANGED_MEANWHILE';

export interface GoingLive {
  readonly asking: Asking;
  readonly mistakes: readonly Mistake[];
  readonly goLive: (read: ReadTable) => void;
}

/**
 * Saves the whole configuration in one act, on the revision that the wizard began with: it is saved
 * whole, or not at all.
 */
export function useGoLive(): GoingLive {
  const api = useApi();
  const queryClient = useQueryClient();
  const asking = useAsking();
  const { draft, change, forgetContent, organizationId, config, password, setRefusals } =
    useOrganizationWizard();
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const key = [...CONFIG_KEY, organizationId];
  const goLive = (read: ReadTable): void => {
    const choices = plantChoices(draft, read);
    setMistakes([]);
    asking.ask(async (signal) => {
      const body = wholeConfig(choices, config.settings, feedInput(draft, password));
      const params = { path: { organizationId }, header: { 'if-match': `"${config.revision}"` } };
      try {
        const saved = await answer(
          api.PUT('/api/v1/organizations/{organizationId}/config', { params, body, signal }),
        );
        queryClient.setQueryData<ConfigView>(key, saved);
      } catch (error) {
        if (error instanceof ApiProblem) {
          const { ofSignals, others } = placedMistakes(error.mistakes, configuredPlant(choices).sources);
          setRefusals(ofSignals);
          setMistakes(others);
          if (error.code === CHANGED_MEANWHILE) await queryClient.invalidateQueries({ queryKey: key });
        }
        throw error;
      }
      change({ savedAt: new Date(serverClock.now()).toISOString() });
      // Values of the plant do not stay in the browser.
      forgetContent();
    });
  };
  return { asking, mistakes, goLive };
}

export interface Enabling {
  readonly asking: Asking;
  /** Its feed is read and its people can sign in. */
  readonly isEnabled: boolean;
  /** Only a super-admin enables an organization. */
  readonly canEnable: boolean;
  readonly enable: () => void;
}

/** A new organization is disabled until its configuration is saved. */
export function useEnabling(): Enabling {
  const api = useApi();
  const queryClient = useQueryClient();
  const asking = useAsking();
  const { role } = useSession();
  const { organizationId, config } = useOrganizationWizard();
  const { ask } = asking;
  const enable = (): void => {
    ask(async (signal) => {
      await requestEnable(api, organizationId, signal);
      queryClient.setQueryData<ConfigView>([...CONFIG_KEY, organizationId], (known) =>
        known === undefined ? known : { ...known, enabled: true },
      );
    });
  };
  return { asking, isEnabled: config.enabled, canEnable: role === 'SUPER_ADMIN', enable };
}

async function requestEnable(api: ApiClient, organizationId: string, signal: AbortSignal): Promise<void> {
  const params = { path: { organizationId } };
  await answer(api.POST('/api/v1/organizations/{organizationId}/enable', { params, signal }));
}
