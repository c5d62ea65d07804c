import { isLosslessNumber, parse } from 'lossless-json';
import { invalid } from './answers.js';

/** Parameters of a call; numbers keep their text, so that no id is rounded. */
export class Params {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  static read(text: string): Params {
    let value: unknown;
    try {
      value = parse(text);
    } catch {
      throw invalid('请求体不是合法的JSON');
    }
    return Params.of(value);
  }

  private static of(value: unknown): Params {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject || isLosslessNumber(value)) throw invalid('参数必须是对象');
    return new Params(value as Record<string, unknown>);
  }

  text(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' ? value : '';
  }

  /** An int64 number; ids given as text are refused, as the platform's types are numbers. */
  id(name: string): string {
    const value = this.fields[name];
    if (!isLosslessNumber(value) || !/^\d{1,19}$/.test(value.value)) throw invalid(`${name}类型不正确`);
    return value.value;
  }

  whole(name: string): number {
    return Number(this.id(name));
  }

  /** An absent one is empty. */
  inner(name: string): Params {
    const value = this.fields[name];
    return value === undefined ? new Params({}) : Params.of(value);
  }
}
