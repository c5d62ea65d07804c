import { Parcels1700000001000 } from './1700000001000-parcels.js';
import { Returns1700000002000 } from './1700000002000-returns.js';

export const trackingMigrations = [Parcels1700000001000, Returns1700000002000];
