import { createHash } from 'node:crypto';
import { carriers, coverageOf } from '@cartrail/carriers';

interface CarrierList {
  /** JSON. */
  readonly body: string;
  readonly etag: string;
}

let written: CarrierList | undefined;

/** The catalogue as it goes out; written once, as it changes with a release only. */
export const carrierList = (): CarrierList => (written ??= write());

function write(): CarrierList {
  const data = carriers.map((carrier) => {
    const { code, zh, en, codes, needsPhoneTail } = carrier;
    return { code, name: { zh, en }, codes, needsPhoneTail, providers: coverageOf(carrier) };
  });
  const body = JSON.stringify({ data, nextCursor: null, hasMore: false });
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
