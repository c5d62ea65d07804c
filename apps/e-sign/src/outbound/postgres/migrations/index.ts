import { Evidence1700000006000 } from './1700000006000-evidence.js';

export const eSignMigrations = [Evidence1700000006000];
