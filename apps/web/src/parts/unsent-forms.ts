/** Fields of a form by their names, as they were typed. Never a password. */
export type TypedFields<Name extends string = string> = Readonly<Record<Name, string>>;

interface KeptForms {
  /** Id of the person who typed. */
  readonly owner: string;
  readonly forms: ReadonlyMap<string, TypedFields>;
}

const KEY = 'eagle.unsent';
/** The forms that were typed in last; nobody comes back to more. */
const FORMS_MAX = 50;

/**
 * What a person typed and did not send. It outlives the form, a reload and the end of a sign-in, for this
 * person alone: it ends with the tab, when they sign out, and when somebody else signs in.
 */
export class UnsentForms {
  private kept: KeptForms | null = null;

  constructor(private readonly storage: () => Storage) {}

  /** The tab is in the hands of a person. What another one typed is gone. */
  belongTo(owner: string): void {
    if (owner === this.kept?.owner) return;
    const stored = this.read();
    this.write(stored?.owner === owner ? stored : { owner, forms: new Map() });
  }

  get(form: string): TypedFields {
    return this.kept?.forms.get(form) ?? {};
  }

  /** What was typed last, in the place of what was typed before. */
  keep(form: string, fields: TypedFields): void {
    if (this.kept === null) return;
    const others = [...this.kept.forms].filter(([name]) => name !== form).slice(1 - FORMS_MAX);
    this.write({ ...this.kept, forms: new Map([...others, [form, fields]]) });
  }

  /** It arrived. */
  forget(form: string): void {
    if (this.kept === null) return;
    this.write({ ...this.kept, forms: new Map([...this.kept.forms].filter(([name]) => name !== form)) });
  }

  clear(): void {
    this.kept = null;
    try {
      this.storage().removeItem(KEY);
    } catch {
      // Storage is forbidden here: nothing was kept.
    }
  }

  private read(): KeptForms | null {
    try {
      const text = this.storage().getItem(KEY);
      return text === null ? null : keptIn(JSON.parse(text));
    } catch {
      return null; // Storage is forbidden here, or another version wrote it.
    }
  }

  private write(kept: KeptForms): void {
    this.kept = kept;
    try {
      this.storage().setItem(KEY, JSON.stringify({ owner: kept.owner, forms: [...kept.forms] }));
    } catch {
      // Storage is full or forbidden: it stays until the page is left.
    }
  }
}

function keptIn(stored: unknown): KeptForms | null {
  if (typeof stored !== 'object' || stored === null || !('owner' in stored) || !('forms' in stored))
    return null;
  const { owner, forms } = stored;
  return typeof owner === 'string' && Array.isArray(forms) && forms.every(isForm)
    ? { owner, forms: new Map(forms) }
    : null;
}

const isForm = (entry: unknown): entry is readonly [string, TypedFields] =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && isFields(entry[1]);

const isFields = (fields: unknown): fields is TypedFields =>
  typeof fields === 'object' &&
  fields !== null &&
  Object.values(fields).every((text) => typeof text === 'string');

/** Fields with other ones in their places; what they do not know is left out. */
export function withFields<Name extends string>(
  fields: TypedFields<Name>,
  others: Partial<TypedFields>,
): TypedFields<Name> {
  const whole: Record<Name, string> = { ...fields };
  for (const name in whole) whole[name] = others[name] ?? whole[name];
  return whole;
}

export const unsentForms = new UnsentForms(() => sessionStorage);
