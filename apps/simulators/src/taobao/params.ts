import { fromShanghai, type Instant } from '@cartrail/kernel';
import { invalid, missing } from './answers.js';

/** The fields of a call, as the platform reads them. */
export class Params {
  constructor(private readonly fields: ReadonlyMap<string, string>) {}

  text(name: string): string | undefined {
    const value = this.fields.get(name);
    return value === '' ? undefined : value;
  }

  need(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  id(name: string): string {
    const value = this.need(name);
    if (!/^\d{1,19}$/.test(value)) throw invalid(name);
    return value;
  }

  time(name: string): Instant | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const at = fromShanghai(value);
    if (at === undefined) throw invalid(name);
    return at;
  }

  whole(name: string, fallback: number, largest: number): number {
    const value = Number(this.text(name) ?? fallback);
    if (!Number.isInteger(value) || value < 1 || value > largest) throw invalid(name);
    return value;
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** Of an object, what was asked for by name in `fields`; it has to be. */
  picked(): (whole: object) => object {
    const names = new Set(
      this.need('fields')
        .split(',')
        .map((name) => name.trim()),
    );
    return (whole) => Object.fromEntries(Object.entries(whole).filter(([name]) => names.has(name)));
  }
}
