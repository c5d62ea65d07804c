import { isSupported, type CallbackPort, type CarrierPort } from '@cartrail/carriers';
import type { Clock, Instant } from '@cartrail/kernel';

interface Overlap {
  readonly validUntil: Instant;
  readonly clock: Clock;
}

/** The port of the new credentials, which verifies what the former ones signed until they run out. */
export function overlapping(port: CarrierPort, former: CarrierPort, overlap: Overlap): CarrierPort {
  const { callbacks } = port;
  if (!isSupported(callbacks) || !isSupported(former.callbacks)) return port;
  return { ...port, callbacks: withFormer(callbacks, former.callbacks, overlap) };
}

/**
 * Reading looks at no date: what is read was verified when it came, and may have waited since. What neither signed is
 * the new one's to refuse.
 */
function withFormer(now: CallbackPort, former: CallbackPort, { validUntil, clock }: Overlap): CallbackPort {
  const signer = (raw: Parameters<CallbackPort['verify']>[0]): CallbackPort =>
    !now.verify(raw) && former.verify(raw) ? former : now;
  return {
    verify: (raw) => now.verify(raw) || (clock.now() < validUntil && former.verify(raw)),
    parse: (raw) => signer(raw).parse(raw),
    read: (raw) => (clock.now() < validUntil ? signer(raw) : now).read(raw),
    ack: (ok, reason, to) => now.ack(ok, reason, to),
  };
}
