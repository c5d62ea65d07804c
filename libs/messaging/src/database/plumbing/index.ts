import { Plumbing1700000000000 } from './1700000000000-plumbing.js';

/** Runs before any service's own migrations: TypeORM orders by the timestamp in the class name. */
export const plumbingMigrations = [Plumbing1700000000000];
