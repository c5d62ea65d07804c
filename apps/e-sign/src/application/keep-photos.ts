import { newId } from '@cartrail/kernel';
import type { Claims, ObjectStore, Staged } from './ports.js';

/**
 * Objects and record are two stores. The objects come first, under a claim; the record follows in one transaction;
 * and when the claim ends, what no record names is removed. A process that dies leaves a claim the sweep ends.
 */
export class KeepPhotos {
  constructor(
    private readonly objects: ObjectStore,
    private readonly claims: Claims,
  ) {}

  async during<T>(tenantId: string, staged: readonly Staged[], work: () => Promise<T>): Promise<T> {
    if (staged.length === 0) return work();
    const claimId = newId();
    await this.claims.take(tenantId, claimId, [...new Set(staged.map(({ sha256 }) => sha256))]);
    try {
      for (const photo of staged) await this.objects.keep(tenantId, photo);
      return await work();
    } finally {
      await this.end(tenantId, claimId);
    }
  }

  /** Ends the claims of processes that died, with what they had stored; true when there may be more. */
  async sweep(olderThanMs: number): Promise<boolean> {
    const abandoned = await this.claims.abandoned(olderThanMs);
    for (const { tenantId, claimId } of abandoned) await this.release(tenantId, claimId);
    await this.objects.dropStaged(olderThanMs);
    return abandoned.length > 0;
  }

  /** The answer does not depend on it: a claim that cannot be ended now waits for the sweep. */
  private end(tenantId: string, claimId: string): Promise<void> {
    return this.release(tenantId, claimId).catch(() => undefined);
  }

  private release(tenantId: string, claimId: string): Promise<void> {
    return this.claims.release(tenantId, claimId, (sha256) => this.objects.remove(tenantId, sha256));
  }
}
