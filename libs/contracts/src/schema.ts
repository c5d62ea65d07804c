import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { aboutOf } from './about.js';

/** One field that breaks the contract: a JSON pointer and what is wrong, never the value. */
export interface Violation {
  readonly pointer: string;
  readonly message: string;
}

type Json = Record<string, unknown>;
export type DataClass<D extends object = object> = new () => D;

const addFormats = createRequire(import.meta.url)('ajv-formats') as FormatsPlugin;
const ajv = new Ajv2020({ allErrors: false, strict: false });
addFormats(ajv);

/** The class' decorators as JSON Schema 2020-12, nested classes inlined, open to unknown fields. */
export function schemaOf(data: DataClass): Json {
  return inline(data, new Set());
}

function inline(data: DataClass, seen: Set<DataClass>): Json {
  const schema = targetConstructorToSchema(data, {
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/',
  }) as Json;
  const resolved = resolveReferences(schema, data, new Set([...seen, data])) as Json;
  const fields = Object.entries((resolved['properties'] ?? {}) as Record<string, Json>);
  return {
    ...resolved,
    properties: Object.fromEntries(fields.map(([name, of]) => [name, described(data, name, of)])),
  };
}

function described(data: DataClass, name: string, schema: Json): Json {
  const description = aboutOf(data, name);
  return description === undefined ? schema : { ...schema, description };
}

function resolveReferences(node: unknown, owner: DataClass, seen: Set<DataClass>): unknown {
  if (Array.isArray(node)) return node.map((item) => resolveReferences(item, owner, seen));
  if (typeof node !== 'object' || node === null) return node;
  const reference = (node as { $ref?: unknown }).$ref;
  if (typeof reference === 'string') {
    const nested = nestedClass(owner, reference.split('/').at(-1) ?? '');
    if (seen.has(nested)) throw new Error(`${nested.name} contains itself`);
    return inline(nested, seen);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolveReferences(value, owner, seen)]),
  );
}

function nestedClass(owner: DataClass, name: string): DataClass {
  for (let type: unknown = owner; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    for (const metadata of defaultMetadataStorage._typeMetadatas.get(type)?.values() ?? []) {
      const nested = metadata.typeFunction() as DataClass;
      if (nested.name === name) return nested;
    }
  }
  throw new Error(`${owner.name}: no @Type names ${name}`);
}

/** Compiled at the first use; afterwards a call costs microseconds. */
export function compileLazily(schema: () => object): (value: unknown) => readonly Violation[] | undefined {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema());
    return validate(value) ? undefined : (validate.errors ?? []).map(toViolation);
  };
}

const toViolation = (error: ErrorObject): Violation => ({
  pointer:
    error.keyword === 'required'
      ? `${error.instancePath}/${String(error.params['missingProperty'])}`
      : error.instancePath,
  message: error.keyword === 'required' ? 'is missing' : (error.message ?? 'is invalid'),
});
