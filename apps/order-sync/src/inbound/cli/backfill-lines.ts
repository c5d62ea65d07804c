/** What the gateway says of a backfill, as far as a person wants to see it. */
export interface Shown {
  readonly state: 'running' | 'done';
  readonly done: number;
  readonly total: number;
  readonly part: number;
  readonly rowsPerSecond?: number;
  readonly secondsLeft?: number;
  readonly waitsFor?: string;
}

const WIDTH = 24;

/** One line: a bar, done of total, rate and time left, or what it waits for. */
export function lineOf({ state, done, total, part, rowsPerSecond, secondsLeft, waitsFor }: Shown): string {
  const full = Math.round(part * WIDTH);
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
  const count = state === 'done' ? `${done} rows` : `${done} of about ${total} rows`;
  const rate = rowsPerSecond === undefined ? [] : [`${Math.round(rowsPerSecond)}/s`];
  const left = state === 'done' ? ['done'] : secondsLeft === undefined ? [] : [`${clock(secondsLeft)} left`];
  const waits = waitsFor === undefined ? [] : [`waits for ${waitsFor}`];
  return [`${bar} ${Math.floor(part * 100)} %`, count, ...rate, ...left, ...waits].join('  ');
}

const clock = (seconds: number): string => {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
};
