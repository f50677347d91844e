import type { TranslationOf } from '../catalogue.js';
import type { onboarding as English } from '../en/onboarding.js';

export const onboarding: TranslationOf<typeof English> = {
  'onboarding.title': 'Anlage anbinden',
};
