import { useParams } from '@tanstack/react-router';
import { useContext, useMemo, useState } from 'react';
import { LiveContext, shownAlerts } from '../../live/index.js';
import { useTexts } from '../../texts/index.js';
import { useNavigation } from '../navigation-context.js';
import { usePageCommandStore } from '../page-commands.js';
import {
  alertEntries,
  assetEntries,
  commandEntries,
  organizationEntries,
  pageEntries,
  personEntries,
  tagEntries,
  versionEntries,
} from './entries.js';
import { PaletteIndex } from './groups.js';
import { byName } from './search-index.js';
import { useFrameCommands } from './use-frame-commands.js';
import { usePaletteData } from './use-palette-data.js';

/** Everything that the palette finds. Alerts and commands are those of the moment when it opened. */
export function usePaletteIndex(onKeys: () => void): {
  readonly index: PaletteIndex;
  readonly hasFailed: boolean;
} {
  const { t, language, sentences } = useTexts();
  const pages = useNavigation();
  const live = useContext(LiveContext);
  const ofPage = usePageCommandStore();
  const ofFrame = useFrameCommands(onKeys);
  const { assetId = null } = useParams({ strict: false });
  const [opened] = useState(() => ({
    alerts: live === null ? [] : shownAlerts(live.get().state.alerts),
    commands: [...ofPage.read(), ...ofFrame],
  }));
  const { assets, tags, versions, people, organizations, hasFailed } = usePaletteData();
  const tagged = useMemo(
    () => byName(tagEntries(tags, assets, assetId), language),
    [tags, assets, assetId, language],
  );
  const index = useMemo(
    () =>
      new PaletteIndex([
        ...commandEntries(opened.commands),
        ...pageEntries(pages, ({ label }) => t(label)),
        ...alertEntries(opened.alerts, sentences.alertTitle),
        ...byName(assetEntries(assets), language),
        ...tagged,
        ...versionEntries(versions, ({ state }) => t(`models.state.${state}`)),
        ...byName(personEntries(people), language),
        ...byName(organizationEntries(organizations), language),
      ]),
    [opened, pages, assets, tagged, versions, people, organizations, language, t, sentences],
  );
  return { index, hasFailed };
}
