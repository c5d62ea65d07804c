import { Inject } from '@nestjs/common';
import type { CarrierPort } from '@cartrail/carriers';
import {
  done,
  HandlesEffect,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { CALL_TIMEOUT_MS, callCarrier, usable } from './carrier-calls.js';

/** Asks for pushes about a parcel. Repeating it is harmless: the vendor keeps one subscription per number. */
@HandlesEffect('parcel.subscribe', { timeoutMs: CALL_TIMEOUT_MS })
export class SubscribeParcel implements EffectHandler {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    return callCarrier(effect, this.connections, 'subscribe', async (account, { waybillId, ...parcel }) => {
      const { port, callbackUrl } = account;
      const subscription = { ...parcel, reference: waybillId, callbackUrl };
      return done({ ...(await usable(port.subscribe)(subscription)) });
    });
  }
}
