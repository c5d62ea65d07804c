import { Inject } from '@nestjs/common';
import { isSupported, type CarrierPort } from '@cartrail/carriers';
import {
  done,
  HandlesEffect,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { callCarrier, unsupported } from './carrier-calls.js';

/** Asks for pushes about a parcel. Repeating it is harmless: the vendor keeps one subscription per number. */
@HandlesEffect('parcel.subscribe')
export class SubscribeParcel implements EffectHandler {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    return callCarrier(effect, this.connections, async ({ port, callbackUrl }, { waybillId, ...parcel }) => {
      if (!isSupported(port.subscribe)) return unsupported;
      return done({ ...(await port.subscribe({ ...parcel, reference: waybillId, callbackUrl })) });
    });
  }
}
