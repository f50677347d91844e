import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const SOURCES = path.resolve(import.meta.dirname, '../src');

/** How what is typed outlives the end of a sign-in, and what the file must then hold. */
const KEPT = {
  /** A change of the configuration, or of the wizard, kept in the browser under the person. */
  draft: /\b(draft\.setAt|onChange|onChoose|change)\b/,
  /** Fields of a dialog, kept in the tab under the person. */
  unsent: /\buseUnsent\(|<SentenceDialog\b[^>]*\bkeptAs=/s,
  /** A filter: the address holds it, and leads back to it after the sign-in. */
  address: /\bon(Narrow|Choose|Text|Search|Change)\b/,
  /** A choice of this browser. */
  preference: /\buse(SingleKeys|Preference)\w*\(|on(Turn|Change)\b/,
  /** Nothing keeps a password but the page itself. */
  secret: /password/,
  /** Nothing is typed in it. */
  'read-only': /\breadOnly\b|type="radio"/,
} as const;

/** Every file that somebody can type in. */
const FILES: Readonly<Record<string, readonly (keyof typeof KEPT)[]>> = {
  'account/password-panel.tsx': ['secret'],
  'account/preferences-panel.tsx': ['preference'],
  'alarms/actions/action-dialog.tsx': ['unsent'],
  'assets/asset/tag-choice.tsx': ['address'],
  'audit/audit-filters.tsx': ['address'],
  'configuration/entries/add-dialog.tsx': ['unsent'],
  'drafts/fields/field-frame.tsx': ['draft'],
  'drafts/fields/quantity-control.tsx': ['draft'],
  'drafts/fields/record-control.tsx': ['draft'],
  'drafts/fields/scalar-control.tsx': ['draft'],
  'drafts/join-dialog.tsx': ['read-only'],
  'feeds/source/password-field.tsx': ['secret'],
  'frame/key-help.tsx': ['preference'],
  'frame/visit-over-dialog.tsx': ['unsent'],
  'models/life/act-dialog.tsx': ['unsent'],
  'onboarding/mapping/mapping-side.tsx': ['draft'],
  'onboarding/steps/connection-step.tsx': ['draft', 'secret'],
  'onboarding/steps/organization-step.tsx': ['unsent'],
  'onboarding/steps/password-field.tsx': ['secret'],
  'onboarding/steps/reading-form.tsx': ['draft'],
  'onboarding/steps/table-list.tsx': ['draft'],
  'people/accept/accept-form.tsx': ['secret'],
  'people/invitations/invite-dialog.tsx': ['unsent', 'read-only'],
  'people/list/change-dialog.tsx': ['unsent', 'secret'],
  'people/list/new-super-admin-dialog.tsx': ['unsent', 'secret'],
  'people/person-fields.tsx': ['draft'],
  'plant-source/mapping/mapping-line.tsx': ['draft'],
  'platform/organizations/act-dialog.tsx': ['unsent'],
  'rules/new-rule-dialog.tsx': ['unsent'],
  'session/sign-in-form.tsx': ['secret'],
};
const FIELD = /<(input|textarea|TextField|SentenceDialog)\b/;

async function filesWithFields(): Promise<Map<string, string>> {
  const names = (await readdir(SOURCES, { recursive: true })).map((name) => name.split(path.sep).join('/'));
  // The parts are fields without a form.
  const pages = names.filter((name) => name.endsWith('.tsx') && !name.startsWith('parts/'));
  const read = pages.map(async (name) => [name, await readFile(path.join(SOURCES, name), 'utf8')] as const);
  return new Map((await Promise.all(read)).filter(([, source]) => FIELD.test(source)));
}

describe('what somebody types', () => {
  test('has a way to outlive the end of a sign-in, in every form', async () => {
    const found = await filesWithFields();
    expect([...found.keys()].toSorted()).toEqual(Object.keys(FILES).toSorted());
    for (const [name, source] of found) {
      for (const how of FILES[name] ?? [])
        expect([name, how, KEPT[how].test(source)]).toEqual([name, how, true]);
    }
  });
});
