import { carrierFrom, normaliseNumber } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import type { Candidate } from '../recognise.js';
import { PROVIDER } from './manifest.js';
import type { WireRecognition, WireShipper } from './wire.js';

/** The answer to 2002 in KDNiao's order; `undefined` where it is about another number. */
export function toCandidates(answer: WireRecognition, number: string): readonly Candidate[] | undefined {
  const named = normaliseNumber(text(answer.LogisticCode));
  if (named !== '' && named !== number) return undefined;
  const shippers = list(answer.Shippers)
    .filter(isRecord)
    .filter(({ ShipperCode }: WireShipper) => text(ShipperCode).trim() !== '');
  return shippers.map(({ ShipperCode, ShipperName }: WireShipper, at) => {
    const carrierCode = text(ShipperCode).trim();
    return {
      carrier: carrierFrom('kdniao', carrierCode),
      carrierCode,
      confidence: shippers.length === 1 ? 'likely' : 'possible',
      reasons: [`${PROVIDER} names ${text(ShipperName) || carrierCode}, ${at + 1} of ${shippers.length}`],
    };
  });
}
