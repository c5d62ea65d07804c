import { badParameter } from './answers.js';

/** The fields of a `param`; numbers and texts are the same thing here. */
export class Param {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  static read(text: string): Param {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return new Param(value as Record<string, unknown>);
      }
    } catch {
      // Not JSON: refused below, like JSON that is no object.
    }
    throw badParameter('参数错误：param不是合法的JSON对象');
  }

  text(name: string): string {
    const value = this.fields[name];
    if (typeof value === 'string') return value.trim();
    return typeof value === 'number' ? String(value) : '';
  }

  /** `undefined` where there is none: an empty text is something else. */
  given(name: string): string | undefined {
    const value = this.fields[name];
    return value === undefined || value === null ? undefined : this.text(name);
  }

  required(...names: string[]): string[] {
    return names.map((name) => {
      const value = this.text(name);
      if (value === '') throw badParameter(`参数错误：${name}不能为空`);
      return value;
    });
  }

  atMost(name: string, bytes: number): string {
    const value = this.text(name);
    if (Buffer.byteLength(value) > bytes) throw badParameter(`参数错误：${name}超过${String(bytes)}字节`);
    return value;
  }

  list(name: string): string[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) throw badParameter(`参数错误：${name}必须是数组`);
    return value.map(String);
  }

  inner(name: string): Param {
    const value = this.fields[name];
    return new Param(typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
  }
}
