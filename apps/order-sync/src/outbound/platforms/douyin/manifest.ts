/** What the platform allows. */
export const manifest = {
  id: 'douyin',
  label: '抖店',
  /** Rows a page may hold, and rows a window may hold before it has to be halved. */
  pageSize: 100,
  maxRows: 50_000,
  maxAgeMs: 90 * 24 * 3_600_000,
} as const;
