/** Numbers that look random and are the same for the same text: what a parcel does depends on its number alone. */
export type Seeded = () => number;

export function seeded(text: string): Seeded {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export const between = (random: Seeded, from: number, to: number): number => from + random() * (to - from);

export const wholeBetween = (random: Seeded, from: number, to: number): number =>
  Math.floor(from + random() * (to - from + 1));

export function pick<const Items extends readonly [unknown, ...unknown[]]>(
  random: Seeded,
  items: Items,
): Items[number] {
  return items[Math.floor(random() * items.length)];
}

export const digits = (random: Seeded, count: number): string =>
  Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');
