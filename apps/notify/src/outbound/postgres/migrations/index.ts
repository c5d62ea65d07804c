import type { MigrationClass } from '@cartrail/messaging';
import { Notify1700000001000 } from './1700000001000-notify.js';
import { LeaseHolder1700000101000 } from './1700000101000-lease-holder.js';

export const migrations: readonly MigrationClass[] = [Notify1700000001000, LeaseHolder1700000101000];
