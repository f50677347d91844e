import { deadLetterQuerySchema, type DeadLetterQuery } from '@eagle/contracts/rest';
import { Command, InvalidArgumentError } from 'commander';
import { readRunFile } from '../start/run-file.js';
import { print } from '../terminal-output.js';
import { DeadLettersCommand, type LetterOptions } from './dead-letters.command.js';

/** @param home  the state folder */
export function deadLettersCli(home: () => string): Command {
  const open = (): DeadLettersCommand => new DeadLettersCommand(readRunFile(home()), print);
  const one = (name: string, description: string): Command =>
    new Command(name)
      .description(description)
      .argument('<sequence>', 'its number in the list', sequenceOf)
      .requiredOption('--organization <slug or id>', 'the organization of the dead letter')
      .option('--json', 'for scripts', false);
  return new Command('dead-letters')
    .description('list messages that no consumer could use with the reasons, and send them again')
    .addCommand(
      new Command('list')
        .description('list all dead letters, or those of one organization')
        .option('--organization <slug or id>', 'only of this organization')
        .option(
          '--noun <noun>',
          'only with this first word of their subject, for example scans; rows: rows of sources',
          nounOf,
        )
        .option('--json', 'for scripts', false)
        .action((options: LetterOptions) => open().list(options)),
    )
    .addCommand(
      one('show', 'show one with the beginning of its message').action(
        (sequence: number, { organization, json }: { organization: string; json: boolean }) =>
          open().show(sequence, organization, json),
      ),
    )
    .addCommand(
      one('replay', 'have its writer send it again; this is audited').action(
        (sequence: number, { organization, json }: { organization: string; json: boolean }) =>
          open().replay(sequence, organization, json),
      ),
    );
}

function nounOf(text: string): DeadLetterQuery['noun'] {
  const noun = deadLetterQuerySchema.shape.noun.safeParse(text);
  if (noun.success) return noun.data;
  throw new InvalidArgumentError(noun.error.issues.map(({ message }) => message).join('; '));
}

function sequenceOf(text: string): number {
  const sequence = Number(text);
  if (Number.isSafeInteger(sequence) && sequence > 0) return sequence;
  throw new InvalidArgumentError('expected a whole number from the list');
}
