import { isLosslessNumber, parse } from 'lossless-json';
import { invalidParameter } from './answers.js';

/** Business parameters of a call; numbers keep their text, so that no id is rounded. */
export class Params {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  static read(text: string): Params {
    let value: unknown;
    try {
      value = parse(text);
    } catch {
      throw invalidParameter('param_json不是合法的JSON');
    }
    return Params.of(value);
  }

  private static of(value: unknown): Params {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value)) {
      throw invalidParameter('param_json必须是对象');
    }
    return new Params(value as Record<string, unknown>);
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (isLosslessNumber(value)) return value.toString();
    throw invalidParameter(`${name}类型不正确`);
  }

  whole(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    if (!/^-?\d{1,15}$/.test(text)) throw invalidParameter(`${name}必须是整数`);
    return Number(text);
  }

  flag(name: string): boolean {
    const value = this.fields[name];
    return value === true || value === 'true';
  }

  /** An object inside the parameters. */
  inner(name: string): Params | undefined {
    const value = this.fields[name];
    return value === undefined || value === null ? undefined : Params.of(value);
  }

  /** A list of plain values, as text. */
  texts(name: string): string[] | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw invalidParameter(`${name}必须是数组`);
    return value.map((one) => (isLosslessNumber(one) ? one.toString() : String(one)));
  }

  list(name: string): Params[] | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw invalidParameter(`${name}必须是数组`);
    return value.map((one) => Params.of(one));
  }
}
