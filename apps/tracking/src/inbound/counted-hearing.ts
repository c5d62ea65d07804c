import { Inject, Injectable } from '@nestjs/common';
import { FollowParcels } from '../application/follow-parcels.js';
import { COURIER_MASK, type CourierMask, type Heard, type Hearing } from '../application/ports.js';
import type { Report } from '../domain/scan.js';
import type { WaybillFact } from '../domain/waybill.js';
import { metrics } from './metrics.js';

/**
 * What a carrier said, in a push or in an answer; codes nobody has mapped are counted as they are recorded, and no courier
 * comes any further unmasked.
 */
@Injectable()
export class CountedHearing implements Hearing {
  constructor(
    private readonly parcels: FollowParcels,
    @Inject(COURIER_MASK) private readonly mask: CourierMask,
  ) {}

  heard(reports: readonly Heard[], resubscribeAfterMs?: number): ReturnType<Hearing['heard']> {
    const decide = this.parcels.heard(
      reports.map((report) => this.masked(report)),
      resubscribeAfterMs,
    );
    return (waybill) => {
      const decision = decide(waybill);
      if (decision.kind === 'changed') decision.facts.forEach(countUnmapped);
      return decision;
    };
  }

  private masked({ courier, ...report }: Heard): Report {
    return courier === undefined ? report : { ...report, courier: this.mask(courier) };
  }
}

function countUnmapped(fact: WaybillFact): void {
  if (fact.type !== 'ScanRecorded' || fact.scan.status !== 'UNKNOWN' || fact.scan.withdrawn) return;
  const { provider, code } = fact.scan;
  metrics.unmappedCodes.inc({ provider, code });
}
