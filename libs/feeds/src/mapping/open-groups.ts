import type { ScanGroup } from './scan-group.js';

/**
 * The scans of one asset that wait for their missing tags, in order of event time. There are few of
 * them and each is gone after a moment: a list, because a Map with a constant turnover of entries
 * keeps memory of removed ones (ADR 14).
 */
export class OpenGroups {
  private readonly groups: ScanGroup[] = [];

  get size(): number {
    return this.groups.length;
  }

  get oldest(): ScanGroup | undefined {
    return this.groups[0];
  }

  of(eventTimeMs: number): ScanGroup | undefined {
    const group = this.groups[this.placeOf(eventTimeMs)];
    return group?.eventTimeMs === eventTimeMs ? group : undefined;
  }

  /** At an instant for which there is none yet. */
  add(group: ScanGroup): void {
    this.groups.splice(this.placeOf(group.eventTimeMs), 0, group);
  }

  remove(group: ScanGroup): void {
    const place = this.placeOf(group.eventTimeMs);
    if (this.groups[place] === group) this.groups.splice(place, 1);
  }

  /** Open groups, oldest first; a group may be closed during the iteration. */
  inOrder(): readonly ScanGroup[] {
    return [...this.groups];
  }

  /** Where a group of this instant is or belongs. Almost every row is of the newest instant. */
  private placeOf(eventTimeMs: number): number {
    let place = this.groups.length;
    while (place > 0 && (this.groups[place - 1]?.eventTimeMs ?? -Infinity) >= eventTimeMs) place -= 1;
    return place;
  }
}
