/** What is noticed of shops, as order-sync tells it: no silence is waited for, the news itself is the condition. */
export const shopDetectors = [
  'SHOP_AUTHORISATION_ENDING',
  'SHOP_AUTHORISATION_LOST',
  'SHOP_SYNC_GAP',
] as const;
export type ShopDetector = (typeof shopDetectors)[number];
