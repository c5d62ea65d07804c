import { cpus } from 'node:os';
import { type Options } from './options.js';
import { carriersJson, carriersText } from './carriers-report.js';
import { orderSyncJson, orderSyncText } from './order-sync-report.js';
import { median, type Measured, type Outcome, ROUNDS, spread } from './rounds.js';
import { settings } from './stack/own-stack.js';

export function settingsText({ seconds, only }: Options): string {
  const own = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
  const rounds = `${ROUNDS} alternating rounds, ${seconds} s per figure`;
  if (only.every((name) => name === 'carriers')) return `${machine}\n${rounds}`;
  return [
    machine,
    `PostgreSQL with durable commits, Kafka with acks all, 2 outbox shards, everything on this machine`,
    `${rounds}; ${own.join(' ')}`,
  ].join('\n');
}

export function outcomeText(outcome: Outcome): string {
  if (outcome.name === 'carriers') return carriersText(outcome);
  if (outcome.name === 'order-sync') return orderSyncText(outcome);
  const notes = outcome.notes.map((note) => `     ${note}`);
  if (outcome.name === 'G7') {
    const { p50, p99, offered, found, what } = outcome;
    const head = `${outcome.name}  p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms   ${what}`;
    return [
      head,
      found === offered ? `     offered = found = ${found}` : missing(offered, found),
      ...notes,
    ].join('\n');
  }
  const { name, what, limitName, rounds } = outcome;
  const { ratio, perSecond, limit, offered, found } = figuresOf(outcome);
  const ratios = rounds.map((round) => round.perSecond / round.limit);
  return [
    `${name}  ${ratio.toFixed(3)} ± ${(spread(ratios) * 100).toFixed(0)} %   ${what}`,
    `     ${rate(perSecond)}/s of ${limitName} = ${rate(limit)}/s; rounds ${ratios.map((each) => each.toFixed(3)).join(' ')}`,
    offered === found ? `     offered = found = ${found}` : missing(offered, found),
    ...notes,
  ].join('\n');
}

const rate = (perSecond: number): string => perSecond.toFixed(perSecond < 100 ? 1 : 0);

const missing = (offered: number, found: number): string => `     OFFERED ${offered}, FOUND ${found}`;

function figuresOf({ rounds }: Measured) {
  const sum = (part: 'offered' | 'found'): number => rounds.reduce((total, round) => total + round[part], 0);
  return {
    ratio: median(rounds.map(({ perSecond, limit }) => perSecond / limit)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    limit: median(rounds.map(({ limit }) => limit)),
    offered: sum('offered'),
    found: sum('found'),
  };
}

export function toJson(outcomes: readonly Outcome[]): string {
  const entries = outcomes.map((outcome): [string, object] => {
    if (outcome.name === 'G7') {
      const { p50, p99, offered, found } = outcome;
      return [outcome.name, { p50, p99, offered, found }];
    }
    if (outcome.name === 'carriers') return [outcome.name, carriersJson(outcome)];
    if (outcome.name === 'order-sync') return [outcome.name, orderSyncJson(outcome)];
    return [outcome.name, { ...figuresOf(outcome), ...outcome.figures }];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
