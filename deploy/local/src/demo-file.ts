import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What seeding has done so far: a step that is in here is not done again. */
export interface Demo {
  tenantId: string;
  /** API keys by role; `admin` is the one the tenant was opened with. */
  keys: Record<string, string>;
  /** Answers of the commands by step. */
  done: Record<string, Record<string, unknown>>;
}

const fileOf = (data: string): string => join(data, 'demo.json');

export function readDemo(data: string): Demo | undefined {
  const file = fileOf(data);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Demo) : undefined;
}

export function writeDemo(data: string, demo: Demo): void {
  const file = fileOf(data);
  writeFileSync(`${file}.part`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** The same for a shell: `. .cartrail/demo.env` and the README's lines run as they are. */
export function writeDemoShell(
  data: string,
  demo: Demo,
  urls: { gateway: string; simulators: string },
): void {
  const lines = [
    `export GATEWAY=${urls.gateway} SIMULATORS=${urls.simulators}`,
    ...Object.entries(demo.keys).map(([role, key]) => `export ${role.toUpperCase()}_KEY=${key}`),
  ];
  writeFileSync(join(data, 'demo.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
}
