/**
 * One column of a table file. `instant`: milliseconds since the epoch; `number`: NaN is no value;
 * `text`: an empty text is no value.
 */
export interface TableColumn {
  readonly name: string;
  readonly type: 'instant' | 'number' | 'text';
}

/** One text a row, out of a few. */
export interface TextCells {
  readonly names: readonly string[];
  /** Index into `names`. */
  readonly codes: Uint16Array;
}

/** Some rows of a table, by column, in the order of its columns. */
export interface TableRows {
  readonly rows: number;
  readonly cells: readonly (Float64Array | TextCells)[];
}

/**
 * A file that rows are added to. It is whole after `finish`; one that is not finished is discarded.
 */
export interface TableFile {
  /** Bytes that it takes on disk now, with what it is made of. */
  readonly bytes: number;
  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  add(rows: TableRows): Promise<void>;
  /** @returns its size in bytes. @throws as `add`. */
  finish(): Promise<number>;
  /** Ends it and removes what was written. Never rejects. */
  discard(): Promise<void>;
}

/** One text for all rows. */
export const sameText = (name: string, rows: number): TextCells => ({
  names: [name],
  codes: new Uint16Array(rows),
});

/** A text each. */
export const textsOf = (texts: readonly string[]): TextCells => ({
  names: texts,
  codes: Uint16Array.from(texts, (_, row) => row),
});

/**
 * Names of which no two are the same, also where capitals make no difference: a second `a` is `a
 * (2)`.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let nth = 2; taken.has(distinct.toLowerCase()); nth += 1) distinct = `${name} (${nth})`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
