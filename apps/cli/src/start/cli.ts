import { isIPv4 } from 'node:net';
import { WORKING_SERVICES } from '@eagle/contracts/domain';
import { demoPlants } from '@eagle/scada-simulator/plants';
import { Command, InvalidArgumentError, Option } from 'commander';
import { someOf, wholeNumber } from '../option-values.js';
import type { Scale } from './service-plan.js';
import { runStart } from './start.command.js';

const REPLICAS_MAX = 16;
const PLANTS = demoPlants.map(({ plant }) => plant);

/** The manifest decides whether a service may have replicas: the start checks it. */
function scale(text: string): Scale {
  const parts = text.split(',').map((part) => {
    const [name = '', count = ''] = part.split('=', 2);
    const service = WORKING_SERVICES.find((each) => each === name);
    const replicas = /^\d+$/.test(count) ? Number(count) : 0;
    if (service === undefined || replicas < 1 || replicas > REPLICAS_MAX) {
      throw new InvalidArgumentError(
        `expected for example prediction=2,gateway=2 (1 to ${REPLICAS_MAX} replicas of a service)`,
      );
    }
    return [service, replicas] as const;
  });
  return new Map(parts);
}

const plants = (text: string): string[] => (text === 'none' ? [] : someOf(PLANTS)(text));

function ipv4Address(text: string): string {
  if (isIPv4(text)) return text;
  throw new InvalidArgumentError('expected an IPv4 address of this machine, for example 192.168.1.5');
}

/** May be given several times. */
function preload(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, service, module] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (service === undefined || module === undefined)
    throw new InvalidArgumentError('expected for example data-processor=file:///tmp/clock.mjs');
  return new Map([...before, [service, module]]);
}

interface Options {
  readonly fresh: boolean;
  readonly scale: Scale;
  readonly seed: number;
  readonly plants: readonly string[];
  readonly logLevel: string;
  readonly preload: ReadonlyMap<string, string>;
  readonly lan: boolean | string;
}

/** @param home  the state folder */
export function startCli(home: () => string): Command {
  return new Command('start')
    .description(
      'start the whole platform and the demonstration plants on this machine; Ctrl-C stops everything',
    )
    .option('--fresh', 'first delete everything that an earlier start left in the state folder', false)
    .option(
      '--scale <replicas>',
      'replicas of a service, for example prediction=2,gateway=2',
      scale,
      new Map(),
    )
    .option('--seed <number>', 'seed of the plants’ random numbers', wholeNumber, 1)
    .option(
      '--plants <letters>',
      `which demonstration plants to run: some of ${PLANTS.join(',')}, or none`,
      plants,
      [...PLANTS],
    )
    .addOption(
      new Option(
        '--lan [address]',
        'let phones of the same network open the control room, without encryption; with an address of this machine only through that network; the sign-in page then offers no accounts',
      )
        .argParser(ipv4Address)
        .default(false),
    )
    .option('--log-level <level>', 'level of the services’ logs', 'info')
    .addOption(
      new Option('--preload <service=module>', 'a module that a service loads first')
        .argParser(preload)
        .default(new Map())
        .hideHelp(),
    )
    .action((options: Options) => runStart({ home: home(), ...options }));
}
