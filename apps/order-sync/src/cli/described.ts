import { Unusable } from './answer.js';

/** A request as it was described, and the credentials it is signed with. Every reading throws {@link Unusable}. */
export class Described {
  constructor(
    private readonly described: Readonly<Record<string, unknown>>,
    private readonly credentials: Readonly<Record<string, string>>,
  ) {}

  text(name: string): string {
    const value = this.described[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new Unusable(`the description has no text ${name}`);
  }

  optional(name: string): string | undefined {
    return this.described[name] === undefined ? undefined : this.text(name);
  }

  /** Values as they are sent: texts. */
  texts(name: string): Readonly<Record<string, string>> {
    const value = this.described[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Unusable(`the description has no object ${name}`);
    const other = Object.entries(value).find(([, one]) => typeof one !== 'string');
    if (other) throw new Unusable(`${name}.${other[0]} has to be a text, as it is sent`);
    return value as Readonly<Record<string, string>>;
  }

  credential(name: string): string {
    const value = this.credentials[name];
    if (value === undefined || value === '') throw new Unusable(`the credentials have no ${name}`);
    return value;
  }
}
