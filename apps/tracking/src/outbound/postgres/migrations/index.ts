import { Parcels1700000001000 } from './1700000001000-parcels.js';
import { Returns1700000002000 } from './1700000002000-returns.js';
import { Accounts1700000301000 } from './1700000301000-accounts.js';
import { Refusals1700000401000 } from './1700000401000-refusals.js';
import { Recognition1700000501000 } from './1700000501000-recognition.js';
import { BookingRefusals1700000801000 } from './1700000801000-booking-refusals.js';
import { BookingNumbers1700000901000 } from './1700000901000-booking-numbers.js';
import { AccountTerms1700001001000 } from './1700001001000-account-terms.js';
import { LapsedSubscriptions1700001101000 } from './1700001101000-lapsed-subscriptions.js';
import { ScanDetails1700001201000 } from './1700001201000-scan-details.js';
import { ShopConcerns1700001301000 } from './1700001301000-shop-concerns.js';
import { StopConcerns1700001401000 } from './1700001401000-stop-concerns.js';

export const trackingMigrations = [
  Parcels1700000001000,
  Returns1700000002000,
  Accounts1700000301000,
  Refusals1700000401000,
  Recognition1700000501000,
  BookingRefusals1700000801000,
  BookingNumbers1700000901000,
  AccountTerms1700001001000,
  LapsedSubscriptions1700001101000,
  ScanDetails1700001201000,
  ShopConcerns1700001301000,
  StopConcerns1700001401000,
];
