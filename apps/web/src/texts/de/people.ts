import type { TranslationOf } from '../catalogue.js';
import type { people as English } from '../en/people.js';

export const people: TranslationOf<typeof English> = {
  'people.title': 'Personen',
};
