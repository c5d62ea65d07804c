/** The members of a JSON object a vendor was sent; numbers and texts are the same thing here. */
export class Fields {
  private constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  /** `undefined` for anything but the text of a JSON object. */
  static parse(text: string): Fields | undefined {
    try {
      return Fields.of(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  static of(value: unknown): Fields | undefined {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Fields(value as Record<string, unknown>) : undefined;
  }

  /** `''` where there is none. */
  text(name: string): string {
    const value = this.members[name];
    if (typeof value === 'string') return value.trim();
    return typeof value === 'number' ? String(value) : '';
  }

  /** An absent one is empty. */
  inner(name: string): Fields {
    return Fields.of(this.members[name]) ?? new Fields({});
  }

  /** Of a list, or of a text that stands for one of a single item. */
  texts(name: string): string[] {
    const value = this.members[name];
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
  }

  /** Of a list, the objects. */
  list(name: string): Fields[] {
    const value = this.members[name];
    return Array.isArray(value) ? value.map((one) => Fields.of(one)).filter((one) => one !== undefined) : [];
  }
}
