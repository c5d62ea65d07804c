import { Injectable } from '@nestjs/common';
import { FollowParcels } from '../application/follow-parcels.js';
import type { Hearing } from '../application/ports.js';
import type { Report } from '../domain/scan.js';
import type { WaybillFact } from '../domain/waybill.js';
import { metrics } from './metrics.js';

/** What a carrier said, in a push or in an answer; codes nobody has mapped are counted as they are recorded. */
@Injectable()
export class CountedHearing implements Hearing {
  constructor(private readonly parcels: FollowParcels) {}

  heard(reports: readonly Report[], resubscribeAfterMs?: number): ReturnType<Hearing['heard']> {
    const decide = this.parcels.heard(reports, resubscribeAfterMs);
    return (waybill) => {
      const decision = decide(waybill);
      if (decision.kind === 'changed') decision.facts.forEach(countUnmapped);
      return decision;
    };
  }
}

function countUnmapped(fact: WaybillFact): void {
  if (fact.type !== 'ScanRecorded' || fact.scan.status !== 'UNKNOWN' || fact.scan.withdrawn) return;
  const { provider, code } = fact.scan;
  metrics.unmappedCodes.inc({ provider, code });
}
