import { type Carriers, median, spread } from './rounds.js';

const ratiosOf = ({ rounds }: Carriers['speeds'][number]): readonly number[] =>
  rounds.map(({ perSecond, limit }) => perSecond / limit);

export function carriersText({ speeds, unread, recognised, memory }: Carriers): string {
  const rows = speeds.map((row) => {
    const [ratios, perSecond] = [ratiosOf(row), median(row.rounds.map((round) => round.perSecond))];
    const ratio = `${median(ratios).toFixed(3)} ± ${(spread(ratios) * 100).toFixed(0)} %`;
    return `     ${row.name.padEnd(9)}  ${ratio}   ${perSecond.toFixed(0)} callbacks/s of ${row.bytes} bytes of ${row.form}`;
  });
  const { callbacks, heapMb, processMb } = memory;
  return [
    'carriers  verify, parse and map one callback, of JSON.parse and one md5 of the same bytes',
    ...rows,
    ...unread.map(({ provider, why }) => `     ${provider.padEnd(9)}  reads none: ${why}`),
    `     recognition  ${median(recognised).toFixed(0)} ± ${(spread(recognised) * 100).toFixed(0)} % numbers/s`,
    `     memory over ${callbacks} callbacks (before, half-way, end): heap ${trail(heapMb)} MB, process ${trail(processMb)} MB`,
  ].join('\n');
}

const trail = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(' ');

export function carriersJson({ speeds, recognised, memory }: Carriers): object {
  const rows = speeds.map((row): [string, object] => [
    row.name,
    {
      ratio: median(ratiosOf(row)),
      perSecond: median(row.rounds.map((round) => round.perSecond)),
      limit: median(row.rounds.map((round) => round.limit)),
    },
  ]);
  const growth = (values: readonly number[]): number => (values.at(-1) ?? 0) - (values[0] ?? 0);
  return {
    callbacks: Object.fromEntries(rows),
    recognisedPerSecond: median(recognised),
    heapGrowthMb: growth(memory.heapMb),
    processGrowthMb: growth(memory.processMb),
  };
}
