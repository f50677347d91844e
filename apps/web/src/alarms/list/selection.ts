/** The current row and the selected ones, by the ids of their alerts. */
export interface Selection {
  readonly currentId: string | null;
  readonly selectedIds: ReadonlySet<string>;
}

export const NOTHING_SELECTED: Selection = { currentId: null, selectedIds: new Set() };

/** One row on; the list does not turn round at its ends. */
export function moved(selection: Selection, ids: readonly string[], step: 1 | -1): Selection {
  const at = selection.currentId === null ? -1 : ids.indexOf(selection.currentId);
  const next = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step));
  return { ...selection, currentId: ids[next] ?? null };
}

/** Selects the current row, or takes it out. */
export function toggled(selection: Selection): Selection {
  const { currentId, selectedIds } = selection;
  if (currentId === null) return selection;
  const next = new Set(selectedIds);
  if (!next.delete(currentId)) next.add(currentId);
  return { ...selection, selectedIds: next };
}

/** Selects the current row and the next. */
export function extended(selection: Selection, ids: readonly string[], step: 1 | -1): Selection {
  const { currentId } = moved(selection, ids, step);
  const added = [selection.currentId, currentId].filter((id) => id !== null);
  return { currentId, selectedIds: new Set([...selection.selectedIds, ...added]) };
}

/** Selects everything from one row to another, which is the current one then. */
export function selectedBetween(
  { selectedIds }: Selection,
  ids: readonly string[],
  from: string,
  to: string,
): Selection {
  const end = ids.indexOf(to);
  // A row that is not shown any more begins nothing.
  const begin = ids.includes(from) ? ids.indexOf(from) : end;
  const added = ids.slice(Math.min(begin, end), Math.max(begin, end) + 1);
  return { currentId: to, selectedIds: new Set([...selectedIds, ...added]) };
}

/** What a key acts on: the selected rows that are still there, else the current one. */
export function actedOn({ currentId, selectedIds }: Selection, ids: readonly string[]): string[] {
  const selected = ids.filter((id) => selectedIds.has(id));
  if (selected.length > 0) return selected;
  return currentId !== null && ids.includes(currentId) ? [currentId] : [];
}
