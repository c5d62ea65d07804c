import { Returns1700000200000 } from './1700000200000-returns.js';
import { Preferences1700000300000 } from './1700000300000-preferences.js';
import { AccountStanding1700000700000 } from './1700000700000-account-standing.js';
import { AccountTerms1700000900000 } from './1700000900000-account-terms.js';
import { Interceptions1700001000000 } from './1700001000000-interceptions.js';

export const returnsMigrations = [
  Returns1700000200000,
  Preferences1700000300000,
  AccountStanding1700000700000,
  AccountTerms1700000900000,
  Interceptions1700001000000,
];
