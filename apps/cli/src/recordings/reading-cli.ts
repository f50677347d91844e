import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { readingOptionsSchema, type ReadingOptions } from './reading-options.js';
import { TIME_FORMATS } from './times/stamp-reader.js';

/** Format options of the command line. */
export type SaidOptions = Partial<{ -readonly [K in keyof ReadingOptions]: ReadingOptions[K] }> & {
  readonly ignoreColumns?: readonly string[];
};

const { shape } = readingOptionsSchema;

/** Adds the options that override each detected part of the format. */
export function addReadingOptions(command: Command): Command {
  return command
    .option(
      '--separator <sign>',
      'separator of cells: comma, semicolon, tab or pipe (detected from the header of each file)',
      parsed(shape.separator),
    )
    .option(
      '--decimal <sign>',
      'decimal separator: "." or "," (detected from the numbers)',
      parsed(shape.decimal),
    )
    .option(
      '--thousands <sign>',
      'thousands separator: "," or "." (detected from the numbers)',
      parsed(shape.thousands),
    )
    .option(
      '--encoding <name>',
      'encoding of the text, for example windows-1251 (UTF-8 and UTF-16 are detected, other bytes are read as windows-1252)',
      parsed(shape.encoding),
    )
    .option(
      '--time <columns>',
      'the column of the times, or DATE,TIME where the time of day is in a separate column (default: ts, or the only pair of such columns)',
      (text: string) => parsed(shape.time)(wordList(text)),
    )
    .option(
      '--zone <zone>',
      'zone of times without an offset: Europe/Helsinki, UTC, or +01:00 where clocks never change',
      parsed(shape.zone),
    )
    .option(
      '--events-zone <zone>',
      'zone of failures, events and logs, where it differs',
      parsed(shape.eventsZone),
    )
    .option(
      '--time-format <format>',
      `order of dates: ${TIME_FORMATS.join(', ')}, or a pattern such as DD.MM.YYYY (detected from the whole column; required where two fit)`,
      parsed(shape.timeFormat),
    )
    .option(
      '--bad-words <words>',
      'more words or numbers for no reading, separated by commas (NaN, null, #N/A, Bad, inf, -, No Data, I/O Timeout and more are known)',
      wordList,
    )
    .option(
      '--readings <numbers>',
      'numbers that are readings although they look like none (-9999), separated by commas',
      (text: string) => parsed(shape.readings)(wordList(text).map(Number)),
    )
    .option('--ignore-columns <columns>', 'columns that are no signals, separated by commas', wordList);
}

/** The options of the configuration, overridden by those of the command line. */
export function withSaid(configured: ReadingOptions, said: SaidOptions): ReadingOptions {
  return {
    separator: said.separator ?? configured.separator,
    decimal: said.decimal ?? configured.decimal,
    thousands: said.thousands ?? configured.thousands,
    encoding: said.encoding ?? configured.encoding,
    time: said.time ?? configured.time,
    zone: said.zone ?? configured.zone,
    eventsZone: said.eventsZone ?? configured.eventsZone,
    timeFormat: said.timeFormat ?? configured.timeFormat,
    readings: [...configured.readings, ...(said.readings ?? [])],
    badWords: [...configured.badWords, ...(said.badWords ?? [])],
  };
}

function parsed<T>(schema: z.ZodType<T>): (text: unknown) => T {
  return (text) => {
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    throw new InvalidArgumentError(result.error.issues.map(({ message }) => message).join('; '));
  };
}

/** Words of a list, and the words of earlier uses of the option. */
export const wordList = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
];
