import { resolve } from 'node:path';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly stateDir: string;
  /** Pauses between attempts of one push, in machine time; the last one repeats. */
  readonly pushRetryMs: readonly number[];
  readonly pushTimeoutMs: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the settings; throws one line that names what is wrong. */
export function loadConfig(env: Env = process.env): Config {
  return {
    port: whole(env, 'PORT', 7120, 0, 65_535),
    host: env['HOST'] ?? '127.0.0.1',
    stateDir: resolve(env['SIM_STATE_DIR'] ?? '.sim-state'),
    pushRetryMs: list(env, 'SIM_PUSH_RETRY_MS', [500, 1_000, 2_000, 5_000, 10_000, 30_000]),
    pushTimeoutMs: whole(env, 'SIM_PUSH_TIMEOUT_MS', 5_000, 100, 60_000),
  };
}

function whole(env: Env, name: string, fallback: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(
      `${name} must be a whole number from ${String(min)} to ${String(max)}, not "${text}"`,
    );
  }
  return value;
}

function list(env: Env, name: string, fallback: readonly number[]): readonly number[] {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const values = text.split(',').map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new RangeError(`${name} must be a list of milliseconds such as 500,1000, not "${text}"`);
  }
  return values;
}
