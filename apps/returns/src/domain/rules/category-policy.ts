/** Who may return what, by category (§3.3): the rows, the published presets, and what tenants add to them. */
export * from './category-presets.js';
export * from './objections.js';
export * from './policy.js';
export * from './tenant-policy.js';
