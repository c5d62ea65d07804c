import type { Rule, Rows, Rules } from './document.js';
import { evaluateField, type FieldResult } from './field.js';
import { limits } from './limits.js';
import type { FieldTrace, UnknownValue } from './mapped.js';
import { readPath, type Scope } from './path.js';
import { masked, type Catalogue, type Surroundings } from './steps.js';
import { targetsOf, type Target, type TargetGroup } from './targets.js';
import type { ValueMap } from './document.js';
import { Trouble, Work } from './trouble.js';
import { isList, type Scalar } from './values.js';

/** The fields of one thing, by name. */
export class Fields {
  constructor(
    private readonly results: ReadonlyMap<string, FieldResult>,
    readonly scope: Scope,
  ) {}

  raw(name: string): string | undefined {
    return this.results.get(name)?.raw;
  }

  unknown(name: string): string | undefined {
    return this.results.get(name)?.unknown;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return typeof value === 'string' ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    return typeof value === 'boolean' ? value : undefined;
  }

  private value(name: string): Scalar | undefined {
    return this.results.get(name)?.value;
  }
}

/** Reads one payload by the rules of a document, and writes down what became of every field. */
export class Reader {
  readonly trace: FieldTrace[] = [];
  readonly unknown: UnknownValue[] = [];
  readonly exact = new Map<string, Scalar>();
  readonly consulted = new Set<string>();
  private readonly work = new Work();

  constructor(
    private readonly payload: unknown,
    private readonly maps: Readonly<Record<string, ValueMap>>,
    private readonly catalogue: Catalogue,
  ) {}

  get isRejected(): boolean {
    return this.trace.some(({ problem }) => problem !== undefined);
  }

  whole(group: TargetGroup, rules: Rules): Fields {
    return this.fields(group, rules, { root: this.payload, here: this.payload, at: '$' }, '');
  }

  /** Each row of a list; a single object is a list of one. */
  rows(group: TargetGroup, { from, fields }: Rows, scope: Scope, name: string): readonly Fields[] {
    try {
      const places = readPath(from, scope, this.work).flatMap(({ value, at }) =>
        isList(value)
          ? value.map((entry, index) => ({ value: entry, at: `${at}[${index}]` }))
          : [{ value, at }],
      );
      if (places.length > limits.values) throw new Trouble(`has more than ${limits.values} rows`);
      return places
        .filter(({ value }) => value !== null)
        .map(({ value: here, at }, index) =>
          this.fields(group, fields, { root: this.payload, here, at }, `${name}[${index}].`),
        );
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.refuse(name, error.message, [from]);
      return [];
    }
  }

  refuse(field: string, problem: string, from: readonly string[] = []): void {
    this.trace.push({ field, from, problem });
  }

  private fields(group: TargetGroup, rules: Rules, scope: Scope, prefix: string): Fields {
    const { maps, catalogue, work, consulted } = this;
    const around: Surroundings = { scope, maps, catalogue, work, consulted };
    const results = new Map<string, FieldResult>();
    for (const target of targetsOf(group)) {
      const rule: Rule | undefined = Object.hasOwn(rules, target.name) ? rules[target.name] : undefined;
      // A row without a number is no parcel yet: nothing else of it is wanted.
      if (group === 'parcel' && target.name !== 'number' && isNothing(results.get('number'))) break;
      const result = evaluateField(target, rule, around);
      results.set(target.name, result);
      if (result.value !== undefined) this.exact.set(prefix + target.name, result.value);
      if (rule || result.problem !== undefined) this.trace.push(shown(prefix, target, result));
    }
    return new Fields(results, scope);
  }
}

const isNothing = (result: FieldResult | undefined): boolean =>
  result?.value === undefined && result?.problem === undefined;

function shown(prefix: string, { name, kind, personal }: Target, result: FieldResult): FieldTrace {
  const { value, from, raw, unknown, problem } = result;
  const isCode = kind === 'word' || kind === 'carrier';
  return {
    field: prefix + name,
    from,
    ...(value !== undefined && { value: personal ? masked(String(value), 1, 1) : value }),
    ...(isCode && raw !== undefined && { raw }),
    ...(unknown !== undefined && { unknown }),
    ...(problem !== undefined && { problem }),
  };
}
