/** Everything the application asks of the outside, by what it is about. */
export * from './after-sale.ports.js';
export * from './connector.ports.js';
export * from './listing.js';
export * from './mapping.ports.js';
export * from './order.ports.js';
export * from './platform.ports.js';
export * from './platforms.ports.js';
export * from './shop.ports.js';
export * from './shipment.ports.js';
export * from './sync.ports.js';
