import { text } from './json.js';

/** Reads kilograms by moving the decimal point, never through a float; `undefined` where it is no whole gram. */
export function gramsFromKilograms(written: string): number | undefined {
  const match = /^(\d+)(?:\.(\d{0,3})0*)?$/.exec(written.trim());
  if (!match) return undefined;
  const grams = Number(match[1]) * 1_000 + Number((match[2] ?? '').padEnd(3, '0'));
  return Number.isSafeInteger(grams) ? grams : undefined;
}

/** `1500` → `1.5`. */
export function kilogramsFromGrams(grams: number): string {
  const digits = String(grams).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return digits.slice(0, -3) + (fraction === '' ? '' : `.${fraction}`);
}

/** What to say of a weight that was written and cannot be read; nothing of one that was not written. */
export const oddWeight = (
  name: string,
  written: unknown,
  read: (said: string) => number | undefined = gramsFromKilograms,
): readonly string[] => {
  const said = text(written).trim();
  return said === '' || read(said) !== undefined ? [] : [`${name} is no whole gram`];
};
