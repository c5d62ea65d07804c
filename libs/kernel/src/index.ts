export * from './cause.js';
export * from './clock.js';
export * from './decision.js';
export * from './health.js';
export * from './ids.js';
export * from './instant.js';
export * from './money.js';
export * from './public-address.js';
