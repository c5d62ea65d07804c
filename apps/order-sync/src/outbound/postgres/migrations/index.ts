import { OrderSync1700000100000 } from './1700000100000-order-sync.js';

export const migrations = [OrderSync1700000100000];
