const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/;

/** When an id was made, as ISO text; undefined for ids that do not carry their time. */
export function bornAt(id: string): string | undefined {
  const [, high, low] = UUID_V7.exec(id) ?? [];
  return high === undefined || low === undefined
    ? undefined
    : new Date(Number.parseInt(high + low, 16)).toISOString();
}

/** No id made at this time or later comes before it. */
export function firstIdOf(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
