import { Counter } from 'prom-client';

/** What would otherwise pass unseen. */
export const metrics = {
  missingPhotos: new Counter({
    name: 'esign_missing_photos_total',
    help: 'Photos of records that were asked for and are not in the object store',
  }),
};
