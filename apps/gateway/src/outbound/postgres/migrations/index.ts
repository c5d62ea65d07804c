import { Gateway1700000004000 } from './1700000004000-gateway.js';

export const migrations = [Gateway1700000004000];
