import type { LogMapping, Mapping } from '@eagle/contracts/domain';

/** A log as a feed reads it: like a long table whose tag, and value, is the code. */
export function mappingOfLog({ revision, timeZone }: Mapping, log: LogMapping): Mapping {
  const { table, keyColumn, timeColumn, assetColumn, codeColumn } = log;
  return {
    revision,
    table,
    keyColumn,
    timeColumn,
    timeZone,
    source: {
      layout: 'long',
      assetColumn,
      tagColumn: codeColumn,
      valueColumn: codeColumn,
      qualityColumn: null,
      goodQualities: [],
      tags: [],
      groupWaitMs: 0,
    },
    logs: [],
  };
}
