import { isLosslessNumber, parse } from 'lossless-json';
import type { Received } from '../raw-bodies.js';
import { ApiError, invalid, missing } from './answers.js';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

/** The fields of a call, as texts: of a form, or of a flat JSON body. */
export function readFields({ form, text }: Received): ReadonlyMap<string, string> {
  if (form) return form;
  const body = parsed(text);
  if (!isPlain(body)) throw new ApiError(10000);
  return new Map(Object.entries(body).map(([name, value]) => [name, textOf(value) ?? '']));
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new ApiError(10000);
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  return isLosslessNumber(value) || typeof value === 'boolean' ? value.toString() : undefined;
}

/** The parameters of one call; numbers keep their text, so that no id is rounded. */
export class Fields {
  constructor(private readonly values: ReadonlyMap<string, unknown>) {}

  text(name: string): string | undefined {
    return textOf(this.values.get(name));
  }

  need(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw missing(name);
    return value;
  }

  whole(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    if (!/^\d{1,15}$/.test(text)) throw invalid(name, `${name}必须是整数`);
    return Number(text);
  }

  needWhole(name: string): number {
    this.need(name);
    return this.whole(name) ?? 0;
  }

  /** JSON text of an object. */
  inner(name: string): Fields {
    const value = parsed(this.need(name));
    if (!isPlain(value)) throw invalid(name, `${name}必须是对象`);
    return new Fields(new Map(Object.entries(value)));
  }

  /** JSON text of a list of objects. */
  list(name: string): Fields[] {
    const value = parsed(this.need(name));
    if (!Array.isArray(value) || !value.every(isPlain)) throw invalid(name, `${name}必须是数组`);
    return value.map((one) => new Fields(new Map(Object.entries(one))));
  }
}
