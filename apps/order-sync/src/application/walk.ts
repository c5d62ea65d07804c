import { SECOND } from '@cartrail/kernel';
import { TooManyRows, type Ask, type Listing, type ShopRef, type Window } from './ports.js';

/** Every page of a window, in spans the platform takes, halved where it holds more rows than the list can reach. */
export async function* walk<T>(
  listing: Listing<T>,
  shop: ShopRef,
  window: Window,
  ask: Ask,
): AsyncGenerator<readonly T[]> {
  for (const span of spansOf(window, listing.maxSpanMs)) yield* walkSpan(listing, shop, span, ask);
}

async function* walkSpan<T>(
  listing: Listing<T>,
  shop: ShopRef,
  span: Window,
  ask: Ask,
): AsyncGenerator<readonly T[]> {
  try {
    yield* listing.pages(shop, span, ask);
  } catch (error) {
    const middle = Math.floor((span.from + span.to) / 2 / SECOND) * SECOND;
    if (!(error instanceof TooManyRows) || middle <= span.from) throw error;
    yield* walkSpan(listing, shop, { from: span.from, to: middle }, ask);
    yield* walkSpan(listing, shop, { from: middle, to: span.to }, ask);
  }
}

/** A window in pieces the platform takes, oldest first. */
export function spansOf({ from, to }: Window, maxSpanMs: number): readonly Window[] {
  const count = Math.max(1, Math.ceil((to - from) / maxSpanMs));
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * maxSpanMs,
    to: Math.min(to, from + (index + 1) * maxSpanMs),
  }));
}
