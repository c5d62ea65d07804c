import type { CarrierFeature } from './manifest.js';

/** What a provider that has a feature does, for people. */
export const featureMeanings: Readonly<Record<CarrierFeature, string>> = {
  subscribe: 'is asked for pushes about a waybill',
  track: 'answers where a waybill has been so far',
  push: 'pushes what happens to a parcel, in a form that is documented',
  'signed-push':
    'signs its pushes; else one comes to a path nobody can guess, and counts after a query of ours',
  recognise: 'answers whose number it may be',
  quote: 'answers what a pickup would cost',
  reach: 'answers whether it fetches at the one end and delivers at the other',
  book: 'sends a courier',
  'find-booking': 'finds a booking by our reference, so that a lost answer books nobody twice',
  change: 'changes a booking that was made',
  cancel: 'cancels a booking',
  detail: 'answers how a booking stands',
  'booking-push': 'pushes what happens to a booking: its courier, its weight, its fees',
  intercept: 'stops a parcel on its way and sends it back',
};
