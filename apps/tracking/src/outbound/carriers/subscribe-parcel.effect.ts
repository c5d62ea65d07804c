import {
  done,
  HandlesEffect,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { CALL_TIMEOUT_MS, CarrierCalls, usable } from './carrier-calls.js';

/** Asks for pushes about a parcel. Repeating it is harmless: the vendor keeps one subscription per number. */
@HandlesEffect('parcel.subscribe', { timeoutMs: CALL_TIMEOUT_MS })
export class SubscribeParcel implements EffectHandler {
  constructor(private readonly calls: CarrierCalls) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    return this.calls.run(effect, 'subscribe', async (account, { waybillId, ...parcel }) => {
      const { port, callbackUrl } = account;
      const subscription = { ...parcel, reference: waybillId, callbackUrl };
      return done({ ...(await usable(port.subscribe)(subscription)) });
    });
  }
}
