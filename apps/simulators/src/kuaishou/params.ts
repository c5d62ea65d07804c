import { isLosslessNumber, parse } from 'lossless-json';
import { rejected } from './answers.js';

/** Business parameters of a call; numbers keep their text, so that no id is rounded. */
export class Params {
  private constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  static read(text: string): Params {
    try {
      return Params.of(parse(text));
    } catch {
      throw rejected('param不是合法的JSON');
    }
  }

  text(name: string): string {
    const value = this.members[name];
    if (typeof value === 'string') return value;
    return isLosslessNumber(value) ? value.toString() : '';
  }

  /** An integer of the platform must not come as a text. */
  whole(name: string): number | undefined {
    const value = this.members[name];
    if (value === undefined || value === null) return undefined;
    if (!isLosslessNumber(value) || !/^-?\d{1,15}$/.test(value.toString())) {
      throw rejected(`${name}必须是整数`);
    }
    return Number(value.toString());
  }

  /** An int64, of any length. */
  id(name: string): string {
    const value = this.members[name];
    if (!isLosslessNumber(value) || !/^\d{1,19}$/.test(value.toString())) throw rejected(`${name}必须是long`);
    return value.toString();
  }

  list(name: string): Params[] {
    const value = this.members[name];
    return Array.isArray(value) ? value.map((one) => Params.of(one)) : [];
  }

  texts(name: string): string[] {
    const value = this.members[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  private static of(value: unknown): Params {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value)) {
      throw rejected('param必须是对象');
    }
    return new Params(value as Record<string, unknown>);
  }
}
