import { Returns1700000200000 } from './1700000200000-returns.js';
import { Preferences1700000300000 } from './1700000300000-preferences.js';

export const returnsMigrations = [Returns1700000200000, Preferences1700000300000];
