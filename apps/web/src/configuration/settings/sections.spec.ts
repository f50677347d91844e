import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { SECTION_NAMES, sectionOf, SECTIONS } from './sections.js';

describe('the sections of the settings', () => {
  test('show every setting once', () => {
    const shown = SECTION_NAMES.flatMap((name) => [...SECTIONS[name]]);
    expect(shown.toSorted()).toEqual(Object.keys(organizationSettingsSchema.shape).toSorted());
  });

  test('are found by a setting, and the first one serves for what is unknown', () => {
    expect(sectionOf('shadow')).toBe('training');
    expect(sectionOf('somethingNew')).toBe('general');
  });
});
