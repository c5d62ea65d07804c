import { Parcels1700000001000 } from './1700000001000-parcels.js';

export const trackingMigrations = [Parcels1700000001000];
