import type { MigrationClass } from '@cartrail/messaging';
import { Notify1700000001000 } from './1700000001000-notify.js';

export const migrations: readonly MigrationClass[] = [Notify1700000001000];
