import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { shopDetectors, type ShopDetector } from './shop-detectors.js';
import type { Watch } from './watch.js';

/** A shop, or one gap of a shop, and since when a person is needed for it. */
export interface ShopConcern {
  readonly shopId: string;
  readonly since: Readonly<Partial<Record<ShopDetector, Instant>>>;
  /** Why it ended, where it did. */
  readonly news: string;
  /** Of the last event heard of it, in its own sequence. */
  readonly sequence: number;
}

/** The whole of what holds from now on. What is heard again, or late, changes nothing. */
export function heardOfShop(
  concern: ShopConcern | undefined,
  heard: ShopConcern,
): Decision<ShopConcern, never> {
  if (concern && heard.sequence <= concern.sequence) return nothing('heard');
  return changed<ShopConcern>(heard);
}

/** One per detector that ever had something to say of it. */
export function concernWatches(
  subjectId: string,
  { shopId, since, news }: ShopConcern,
  before: ShopConcern | undefined,
): readonly Watch[] {
  return shopDetectors
    .filter((detector) => since[detector] !== undefined || before?.since[detector] !== undefined)
    .map((detector) => ({
      subjectId,
      shopId,
      detector,
      lane: 'ANY',
      since: since[detector],
      news,
      orderIds: [],
    }));
}
