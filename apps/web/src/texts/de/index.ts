import { account } from './account.js';
import { alarms } from './alarms.js';
import { assets } from './assets.js';
import { audit } from './audit.js';
import { configuration } from './configuration.js';
import { drafts } from './drafts.js';
import { featureNames } from './feature-names.js';
import { feeds } from './feeds.js';
import { frame } from './frame.js';
import { models } from './models.js';
import { onboarding } from './onboarding.js';
import { people } from './people.js';
import { platform } from './platform.js';
import { priority } from './priority.js';
import { revisions } from './revisions.js';
import { ruleWords } from './rule-words.js';
import { rules } from './rules.js';
import { scheduleWords } from './schedule-words.js';
import { signIn } from './sign-in.js';
import { sound } from './sound.js';
import { states } from './states.js';
import { tour } from './tour.js';
import { undo } from './undo.js';
import { wall } from './wall.js';
import type { Catalogue } from '../catalogue.js';

/** Every text in German. A text that is missing here does not compile. */
export const de: Catalogue = {
  ...frame,
  ...states,
  ...priority,
  ...signIn,
  ...sound,
  ...alarms,
  ...assets,
  ...featureNames,
  ...models,
  ...feeds,
  ...configuration,
  ...drafts,
  ...rules,
  ...ruleWords,
  ...scheduleWords,
  ...revisions,
  ...onboarding,
  ...platform,
  ...people,
  ...tour,
  ...account,
  ...audit,
  ...undo,
  ...wall,
};
