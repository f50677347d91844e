export { AllowedNetworks, type Endpoint } from './allowed-networks.js';
export { networkListSchema, outboundConfigShape, outboundNetworks } from './network-settings.js';
export { findAddresses, type HostLookup } from './find-addresses.js';
export { connectOutbound, type ConnectOutboundOptions } from './connect-outbound.js';
export { notReachable } from './not-reachable.js';
