import { check, type Broken, type Tools } from '../domain/chain.js';
import { emptyLog, type Head, type RecordPayload } from '../domain/record.js';
import type { EvidenceLog, ObjectStore } from './ports.js';

export interface Verified {
  readonly tenantId: string;
  readonly records: number;
  readonly photos: number;
  /** Hash of the last record that was found whole. */
  readonly head: string;
  readonly broken?: Broken;
}

const PAGE = 200;

/** Walks a tenant's log from its first record and stops at the first that is not whole. */
export class VerifyEvidence {
  constructor(
    private readonly objects: Pick<ObjectStore, 'digest'>,
    private readonly tools: Tools,
  ) {}

  async run(tenantId: string, log: EvidenceLog): Promise<Verified> {
    let place = emptyLog;
    let photos = 0;
    const found = (broken?: Broken): Verified => ({
      tenantId,
      records: place.size,
      photos,
      head: place.hash,
      broken,
    });
    for (;;) {
      const page = await log.after(place.size, PAGE);
      for (const stored of page) {
        const { record, broken } = check(place, stored, tenantId, this.tools);
        if (broken) return found(broken);
        const flaw = await this.lookAtPhotos(tenantId, record);
        if (flaw) return found(flaw);
        place = { size: record.log_index, hash: stored.hash };
        photos += record.photos.length;
      }
      if (page.length > 0) continue;
      const end = await log.head();
      // Records may be signed during the walk: they are there, and not yet looked at.
      if (end.size > place.size && (await log.after(place.size, 1)).length > 0) continue;
      return found(compareEnd(place, end));
    }
  }

  private async lookAtPhotos(
    tenantId: string,
    { log_index, record_id, photos }: RecordPayload,
  ): Promise<Broken | undefined> {
    const at = { logIndex: log_index, signOffId: record_id };
    for (const { sha256, kind } of photos) {
      const digest = await this.objects.digest(tenantId, sha256);
      if (digest === undefined)
        return { ...at, flaw: 'photo_missing', detail: `${kind} ${sha256} is not there` };
      if (digest !== sha256)
        return { ...at, flaw: 'photo_changed', detail: `${kind} ${sha256} now hashes to ${digest}` };
    }
    return undefined;
  }
}

function compareEnd(place: Head, end: Head): Broken | undefined {
  if (end.size !== place.size) {
    const detail = `the log ends at record ${place.size}, its head says ${end.size}`;
    return { logIndex: Math.min(place.size, end.size) + 1, flaw: 'head', detail };
  }
  if (end.hash === place.hash) return undefined;
  return { logIndex: end.size, flaw: 'head', detail: 'its head names another hash than its last record has' };
}
