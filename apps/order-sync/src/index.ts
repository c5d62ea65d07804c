export { OrderSyncConfig } from './config.js';
export { orderSyncModule, type OrderSyncSettings } from './order-sync.module.js';
export { migrations } from './outbound/postgres/migrations/index.js';
export { rlsExempt } from './outbound/postgres/exempt.js';
