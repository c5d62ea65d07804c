import { badArgument } from './answers.js';

/** The JSON body of a call; an absent field and an empty text are the same to the platform. */
export class Fields {
  private constructor(private readonly of: Readonly<Record<string, unknown>>) {}

  static read(text: string): Fields {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw badArgument('body is not JSON');
    }
    return Fields.from(value, 'body');
  }

  private static from(value: unknown, name: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badArgument(name);
    return new Fields(value as Record<string, unknown>);
  }

  text(name: string): string {
    const value = this.of[name] ?? '';
    if (typeof value !== 'string') throw badArgument(name);
    return value;
  }

  whole(name: string): number | undefined {
    const value = this.of[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw badArgument(name);
    return value;
  }

  flag(name: string): boolean {
    return this.of[name] === true;
  }

  inner(name: string): Fields | undefined {
    const value = this.of[name];
    return value === undefined ? undefined : Fields.from(value, name);
  }

  list(name: string): Fields[] {
    const value = this.of[name] ?? [];
    if (!Array.isArray(value)) throw badArgument(name);
    return value.map((one) => Fields.from(one, name));
  }
}
