export const measureNames = ['G1', 'G2', 'G3', 'G4', 'G5', 'G7', 'G10', 'order-sync', 'carriers'] as const;
export type MeasureName = (typeof measureNames)[number];

export interface Options {
  readonly only: readonly MeasureName[];
  /** How long the product is measured per figure, over all rounds. */
  readonly seconds: number;
  /** Fewer orders for a developer's machine; only order-sync has so many. */
  readonly quick: boolean;
  readonly json: boolean;
}

const USAGE = 'usage: npm run bench -- [--only G1[,G3]] [--seconds 15] [--quick] [--json]';

export function readOptions(args: readonly string[]): Options {
  let only: readonly MeasureName[] = measureNames;
  let seconds = 15;
  let quick = false;
  let json = false;
  for (let at = 0; at < args.length; at++) {
    const value = args[at + 1] ?? '';
    switch (args[at]) {
      case '--only':
        only = value.split(',').map(nameOf);
        at += 1;
        break;
      case '--seconds':
        seconds = Number(value);
        if (!(seconds >= 3 && seconds <= 600)) throw new Error(`--seconds wants 3 to 600. ${USAGE}`);
        at += 1;
        break;
      case '--quick':
        quick = true;
        break;
      case '--json':
        json = true;
        break;
      default:
        throw new Error(USAGE);
    }
  }
  return { only, seconds, quick, json };
}

function nameOf(text: string): MeasureName {
  const found = measureNames.find((name) => name.toLowerCase() === text.trim().toLowerCase());
  if (found === undefined) throw new Error(`--only wants ${measureNames.join(', ')}. ${USAGE}`);
  return found;
}
