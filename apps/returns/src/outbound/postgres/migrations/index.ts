import { Returns1700000200000 } from './1700000200000-returns.js';

export const returnsMigrations = [Returns1700000200000];
