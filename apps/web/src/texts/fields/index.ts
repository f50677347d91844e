import type { Language } from '../catalogue.js';
import { assets as assetsDe } from './de/assets.js';
import { rules as rulesDe } from './de/rules.js';
import { settings as settingsDe } from './de/settings.js';
import { source as sourceDe } from './de/source.js';
import { tags as tagsDe } from './de/tags.js';
import { assets } from './en/assets.js';
import { rules } from './en/rules.js';
import { settings } from './en/settings.js';
import { source } from './en/source.js';
import { tags } from './en/tags.js';

/**
 * What fields of the configuration are called and do, by the path of the field:
 * `settings.prediction.horizonMs`, `….effect` says what it does, `….off` what it means that nothing is
 * given, `…:champion` is a choice. They take no values. Both languages come with the pages that have
 * forms, and not with the first one.
 */
export const FIELD_TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ...settings, ...assets, ...tags, ...rules, ...source },
  de: { ...settingsDe, ...assetsDe, ...tagsDe, ...rulesDe, ...sourceDe },
};
