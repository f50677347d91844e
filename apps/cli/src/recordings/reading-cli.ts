import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { readingOptionsSchema, type ReadingOptions } from './reading-options.js';
import { TIME_FORMATS } from './times/stamp-reader.js';

/** What a person said on the command line about how files are written. */
export type SaidOptions = Partial<{ -readonly [K in keyof ReadingOptions]: ReadingOptions[K] }> & {
  readonly ignoreColumns?: readonly string[];
};

const { shape } = readingOptionsSchema;

/** Adds the options by which everything that is guessed from the files can be said. */
export function addReadingOptions(command: Command): Command {
  return command
    .option(
      '--separator <sign>',
      'what parts cells: comma, semicolon, tab or pipe (found in the header of each file)',
      parsed(shape.separator),
    )
    .option(
      '--decimal <sign>',
      'what parts decimals: "." or "," (found in the numbers)',
      parsed(shape.decimal),
    )
    .option(
      '--thousands <sign>',
      'what parts thousands: "," or "." (found in the numbers)',
      parsed(shape.thousands),
    )
    .option(
      '--encoding <name>',
      'what the text is, for example windows-1251 (UTF-8 and UTF-16 are found, other bytes taken for windows-1252)',
      parsed(shape.encoding),
    )
    .option(
      '--time <columns>',
      'the column that holds the times, or DATE,TIME where the time of day stands in a column of its own (ts, or the one pair of such columns)',
      (text: string) => parsed(shape.time)(wordList(text)),
    )
    .option(
      '--zone <zone>',
      'of times that carry no offset: Europe/Helsinki, UTC, or +01:00 where clocks are never changed',
      parsed(shape.zone),
    )
    .option(
      '--events-zone <zone>',
      'the same for failures, events and logs, where theirs is another',
      parsed(shape.eventsZone),
    )
    .option(
      '--time-format <format>',
      `how dates are ordered: ${TIME_FORMATS.join(', ')}, or a pattern such as DD.MM.YYYY (found in the whole column; asked for where two fit)`,
      parsed(shape.timeFormat),
    )
    .option(
      '--bad-words <words>',
      'what else stands where there was no reading, words or numbers, separated by commas (NaN, null, #N/A, Bad, inf, -, No Data, I/O Timeout and more are known)',
      wordList,
    )
    .option(
      '--readings <numbers>',
      'numbers that look as if they stood for no reading (-9999) and are readings, separated by commas',
      (text: string) => parsed(shape.readings)(wordList(text).map(Number)),
    )
    .option('--ignore-columns <columns>', 'columns that are no signals, separated by commas', wordList);
}

/** The configuration's options with those of the command line over them. */
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

/** Words of a list, and those of the same option given before. */
export const wordList = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
];
