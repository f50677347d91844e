import { toAttributeName, toName } from '../recordings/names.js';
import type { RecordedFolder } from '../recordings/recorded-folder.js';

/** The recording's names of its columns and components, by their identifiers. */
export class RealNames {
  private readonly columns: ReadonlyMap<string, string>;
  private readonly components: ReadonlyMap<string, string>;

  constructor(folders: readonly RecordedFolder[]) {
    this.columns = new Map(
      folders.flatMap(({ columns, machines }) => [
        ...(machines?.names ?? []).map((name) => [toAttributeName(name), name] as const),
        ...columns.map((name) => [toName(name), name] as const),
      ]),
    );
    this.components = new Map(folders.flatMap(({ read }) => [...read.failures.componentNames]));
  }

  component(id: string): string {
    return this.components.get(id) ?? id;
  }

  /** The name of a feature: its column and the function applied to it. */
  feature(name: string): string {
    for (let end = name.length; end > 0; end = name.lastIndexOf('_', end - 1)) {
      const column = this.columns.get(name.slice(0, end));
      if (column !== undefined) return `${column}${name.slice(end)}`;
    }
    return name;
  }
}
