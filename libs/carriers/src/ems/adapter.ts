import { randomUUID } from 'node:crypto';
import { answersFor } from '../direct.js';
import { notSupported, withheld, type CarrierFactory } from '../port.js';
import { orderTermsOf } from './booking-request.js';
import { EmsCallbacks } from './callback.js';
import { EmsClient } from './client.js';
import type { EmsConfig } from './config.js';
import { permanent } from './errors.js';
import { manifest, PROVIDER } from './manifest.js';
import { pickupsOf } from './pickups.js';
import { traceOf } from './trace.js';

export const ems: CarrierFactory<EmsConfig> = (config, { http, clock }) => {
  const client = new EmsClient(config, http, clock);
  const terms = orderTermsOf(config);
  return {
    manifest,
    subscribe: withheld(manifest, 'subscribe'),
    track: async ({ number, carrier }) => {
      if (!answersFor(PROVIDER, carrier)) throw permanent(`EMS does not carry for ${carrier}`);
      return traceOf(client, { number, carrier });
    },
    callbacks: new EmsCallbacks(config, () => randomUUID().replaceAll('-', '')),
    pickups: terms
      ? pickupsOf(client, terms, clock)
      : notSupported('the account does not say ecommerceUserId and paymentMode, which an order takes'),
    recognise: withheld(manifest, 'recognise'),
    intercept: withheld(manifest, 'intercept'),
  };
};
