import type { AttackPart } from '../attack-part.js';
import { attackBus } from '../bus/bus-attack.js';

/**
 * An attacker with the bus password of one service wants the streams, requests and consumers of the
 * others.
 */
export const bus: AttackPart = {
  name: 'bus',
  description: 'as each service in turn, on the message bus with its own password',
  async run({ target, counters }) {
    const { natsPasswords } = target.secrets;
    await attackBus({
      url: target.temporary.platform.servers.natsUrl,
      password: (service) => natsPasswords[service],
      cliPassword: natsPasswords.cli,
      tried: (attack, success) => counters.tried(attack, success),
    });
  },
};
