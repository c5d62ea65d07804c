/** What an article is sold with. The words are ours: no platform's are documented, so the merchant's own table says it. */
export const serviceLabels = [
  'no_reason_7_days',
  'freight_insurance',
  'return_coupon',
  'instant_refund_before_shipping',
  'quality_guarantee',
] as const;
export type ServiceLabel = (typeof serviceLabels)[number];
