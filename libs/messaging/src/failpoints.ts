/** The places where a test may make a process die, throw, wait or hang. */
export const failpointNames = [
  'publish.before_commit',
  'relay.after_read',
  'relay.after_send',
  'relay.after_commit',
  'consume.before_tx',
  'consume.mid_chunk',
  'consume.after_tx',
  'consume.after_offset',
  'effect.after_call',
  'ingress.after_insert',
  'webhook.after_send',
  'migrate.mid',
] as const;

export type Failpoint = (typeof failpointNames)[number];

interface Armed {
  readonly action: 'crash' | 'throw' | 'hang' | 'delay';
  readonly delayMs: number;
  /** Passes before it fires; it fires once. */
  skip: number;
}

const armed = new Map<Failpoint, Armed>();
const ACTION = /^(crash|throw|hang|delay\((\d+)\))(?:@(\d+))?$/;

/**
 * Arms failpoints from `name=crash|throw|hang|delay(ms)[@passes]`, separated by `;`.
 * `@passes` lets that many passes through first. Throws in production and on an unknown name.
 */
export function armFailpoints(spec: string, production: boolean): void {
  const entries = spec.split(';').filter(Boolean);
  if (entries.length > 0 && production)
    throw new Error('FAILPOINTS is set: failpoints are refused in production');
  for (const entry of entries) {
    const [name, how = ''] = entry.split('=');
    const known = failpointNames.find((candidate) => candidate === name);
    const match = ACTION.exec(how);
    if (!known || !match)
      throw new Error(`FAILPOINTS: cannot read "${entry}"; known names: ${failpointNames.join(', ')}`);
    const action = match[2] === undefined ? (match[1] as 'crash' | 'throw' | 'hang') : 'delay';
    armed.set(known, { action, delayMs: Number(match[2] ?? 0), skip: Number(match[3] ?? 0) });
  }
}

/** A no-op unless armed. A crash is the process really dying, with nothing flushed. */
export async function failpoint(name: Failpoint): Promise<void> {
  if (armed.size === 0) return;
  const point = armed.get(name);
  if (!point) return;
  if (point.skip > 0) {
    point.skip -= 1;
    return;
  }
  armed.delete(name);
  process.stderr.write(`failpoint ${name} fired: ${point.action}\n`);
  switch (point.action) {
    case 'crash':
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    case 'throw':
      throw new Error(`failpoint ${name}`);
    case 'hang':
      return new Promise(() => undefined);
    case 'delay':
      return new Promise((resolve) => setTimeout(resolve, point.delayMs));
  }
}
