import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { BlockList } from 'node:net';
import { AppError } from '@eagle/contracts/domain';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Addresses of private networks (RFC 1918). */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');

/** Networks that exist on this machine alone: containers, virtual machines, tunnels. */
const OWN_NETWORKS = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|wg|tailscale|zt|bridge|cni|podman)/;

/** Addresses of this machine in private networks, those first that a phone can reach. */
export function lanAddresses(interfaces: Interfaces): string[] {
  const isOwn = (name: string): number => Number(OWN_NETWORKS.test(name));
  return Object.entries(interfaces)
    .toSorted(([a], [b]) => isOwn(a) - isOwn(b))
    .flatMap(([, addresses = []]) => addresses)
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && PRIVATE.check(address))
    .map(({ address }) => address);
}

/**
 * The address at which a phone on the same network reaches this machine.
 * @throws AppError `START.NO_LAN` (unavailable).
 */
export function lanAddress(interfaces: Interfaces = networkInterfaces()): string {
  const [address] = lanAddresses(interfaces);
  if (address !== undefined) return address;
  throw new AppError(
    'START.NO_LAN',
    'This machine has no address in a private network: connect it to the network of the phone, or leave --lan out.',
  );
}
