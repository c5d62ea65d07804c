import { Plumbing1700000000000 } from './1700000000000-plumbing.js';
import { RateLimit1700000001000 } from './1700000001000-rate-limit.js';

/** Runs before any service's own migrations: TypeORM orders by the timestamp in the class name. */
export const plumbingMigrations = [Plumbing1700000000000, RateLimit1700000001000];
