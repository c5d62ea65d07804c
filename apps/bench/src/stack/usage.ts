import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { processNames, type OwnStack } from './own-stack.js';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

interface Usage {
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

export type Usages = ReadonlyMap<string, Usage>;

/** CPU time so far and resident memory of every process of the stack, and of the load itself. */
export function usageOf(stack: OwnStack): Usages {
  const children = childrenByParent();
  const found = processNames.map((name): [string, Usage] => {
    const pid = stack.pids[name];
    const own = [pid, ...(name === 'postgres' ? (children.get(pid) ?? []) : [])].map(statOf);
    const sum = (part: (stat: Stat) => number): number =>
      own.reduce((total, stat) => total + (stat ? part(stat) : 0), 0);
    const ended = name === 'postgres' ? (own[0]?.endedTicks ?? 0) : 0;
    const cpuSeconds = (sum(({ ticks }) => ticks) + ended) / TICKS_PER_SECOND;
    return [name, { cpuSeconds, megabytes: sum(({ privateBytes }) => privateBytes) / 2 ** 20 }];
  });
  const { user, system } = process.cpuUsage();
  const load = { cpuSeconds: (user + system) / 1e6, megabytes: process.memoryUsage.rss() / 2 ** 20 };
  return new Map([...found, ['load', load]]);
}

/** `tracking 3.1 s 150 MB` for each, over what passed between two readings. */
export function usageText(before: Usages, after: Usages): string {
  return [...after]
    .map(([name, { cpuSeconds, megabytes }]) => {
      const spent = cpuSeconds - (before.get(name)?.cpuSeconds ?? 0);
      return `${name} ${spent.toFixed(1)} s ${megabytes.toFixed(0)} MB`;
    })
    .join(' · ');
}

/** All a process has in memory, and the most it ever had, in MB; undefined once it has ended. */
export function residentOf(pid: number): { readonly now: number; readonly most: number } | undefined {
  if (!existsSync(`/proc/${pid}`)) return undefined;
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') / 1_024, most: kilobytes('VmHWM') / 1_024 };
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly endedTicks: number;
  /** Resident less shared: PostgreSQL's processes would each count the same buffers. */
  readonly privateBytes: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (place: number): number => Number(fields[place - 3]);
    const [, resident = '0', shared = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return {
      parent: field(4),
      ticks: field(14) + field(15),
      endedTicks: field(16) + field(17),
      privateBytes: (Number(resident) - Number(shared)) * PAGE_BYTES,
    };
  } catch {
    return undefined; // it ended between the listing and the reading
  }
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}
