import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

const SECRETS = Symbol('cartrail:secrets');
const SAMPLE = /^sample-|sample-/;

/** Marks a setting whose value must never be printed, and must not be a sample in production. */
export function Secret(): PropertyDecorator {
  return (prototype, property) => {
    const known = (Reflect.getMetadata(SECRETS, prototype) as string[] | undefined) ?? [];
    Reflect.defineMetadata(SECRETS, [...known, String(property)], prototype);
  };
}

/** A setting is missing or wrong; the message names it and what is expected, never its value. */
export class ConfigError extends Error {}

/**
 * Environment → typed settings. The class' property names are the variables' names; its decorators are the rules.
 * Refuses sample secrets when `NODE_ENV=production`.
 */
export function loadConfig<C extends object>(
  type: new () => C,
  env: Readonly<Record<string, string | undefined>>,
): C {
  const defaults = new type() as Record<string, unknown>;
  const defaults = new type();
  const given = Object.entries(env).flatMap(([name, text]) =>
    text === undefined || text === ''
      ? []
      : [[name, likeDefault(text, (defaults as Record<string, unknown>)[name])]],
  );
  const config = plainToInstance(
    type,
    { ...defaults, ...Object.fromEntries(given) },
    { enableImplicitConversion: true, exposeDefaultValues: true },
  );
  const problems = validateSync(config, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  if (problems.length > 0) {
    const texts = problems.map(
      ({ property, constraints }) => `${property}: ${Object.values(constraints ?? {}).join(', ')}`,
    );
    throw new ConfigError(`settings are not complete: ${texts.join('; ')}`);
  }
  if (env['NODE_ENV'] === 'production') refuseSamples(type, config);
  return config;
}

/** A field with an initial value and no written type has no type at run time; its default tells what to read. */
function likeDefault(initial: unknown, text: string | undefined): unknown {
  if (typeof initial === 'number') return Number(text);
  return typeof initial === 'boolean' ? text === 'true' : text;
}

/** A property with a default needs no type annotation, and then leaves none in the metadata to convert by. */
function likeDefault(text: string, value: unknown): unknown {
  if (typeof value === 'number') return Number(text);
  if (typeof value === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function refuseSamples<C extends object>(type: new () => C, config: C): void {
  const secrets = (Reflect.getMetadata(SECRETS, type.prototype as object) as string[] | undefined) ?? [];
  for (const name of secrets) {
    const value = (config as Record<string, unknown>)[name];
    if (typeof value === 'string' && SAMPLE.test(value)) {
      throw new ConfigError(
        `${name} holds a sample secret; set your own before running with NODE_ENV=production`,
      );
    }
  }
}
