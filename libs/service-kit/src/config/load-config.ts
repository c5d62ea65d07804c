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
  const known = Object.fromEntries(
    Object.entries(env)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, likeDefault(defaults[name], value)]),
  );
  const config = plainToInstance(
    type,
    { ...new type(), ...known },
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
