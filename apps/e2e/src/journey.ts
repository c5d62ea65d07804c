import { parseArgs } from 'node:util';
import { readStack } from './doors/stack.js';
import { Listener } from './journey/listener.js';
import { plan } from './journey/plan.js';
import { ReturnSteps } from './journey/returns/return-steps.js';
import { Steps, type StepResult, type Travelling } from './journey/steps.js';

interface Line extends StepResult {
  readonly step: string;
  readonly seconds: number;
}

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const orders = Number(values.orders);

async function journey(): Promise<Line[]> {
  const stack = await readStack();
  const listener = new Listener(stack);
  const steps = new Steps(stack, listener);
  const before = await steps.simulator.get<{ flow: { running: boolean } }>('/control/status');
  await steps.simulator.post('/control/flow', { running: false });
  await listener.start();
  try {
    return await run(steps);
  } finally {
    await listener.stop();
    if (before.flow.running) await steps.simulator.post('/control/flow', { running: true });
  }
}

async function run(steps: Steps): Promise<Line[]> {
  const lines: Line[] = [];
  const take = async (step: string, work: () => Promise<StepResult>): Promise<void> => {
    const startedAt = Date.now();
    const done = await work().catch((cause: unknown) => {
      throw new Error(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
    const line = { step, ...done, seconds: (Date.now() - startedAt) / 1_000 };
    lines.push(line);
    if (!values.json) print(line);
  };
  const parts = plan(orders, await steps.articles(), `journey-${Date.now()}`);
  let all: Travelling[] = [];
  await take('paid', async () => {
    all = await steps.order(parts);
    const missing = parts.filter(({ ref }) => all.every(({ part }) => part.ref !== ref));
    const differences = missing.map(({ ref }) => `order ${ref} was not taken`);
    return { arrived: all.length, of: orders, differences };
  });
  await take('imported', () => steps.imported(all));
  await take('address changed', () => steps.changeAddresses(all));
  await take('shipped', () => steps.ship(all));
  await take('followed', () => steps.followed(all));
  await take('number replaced', () => steps.replaceNumbers(all));
  await take('followed again', () => steps.followed(all));
  const returns = new ReturnSteps(steps.stack, all, {
    hour: () => steps.hour(),
    tick: async () => {
      await steps.tick(all);
    },
    days: (count) => steps.days(count),
  });
  await take('return asked', () => returns.asked());
  await take('pickup booked', () => returns.confirmed());
  await take('cancelled', () => returns.cancelled());
  await take('picked up', () => returns.pickedUp());
  await take('two in one parcel', () => returns.sharedParcels());
  await take('signed off', () => returns.signedOff());
  await take('refunded', () => returns.refunded());
  await take('travelled', () => steps.travel(all, showTravel));
  await take('case = ledger', () => steps.agree(all));
  await take('refused as late', () => returns.tooLate());
  await take('refund = ledger', () => returns.agree());
  return lines;
}

function showTravel(step: number, left: number): void {
  if (!values.json && process.stdout.isTTY)
    process.stdout.write(`\r  ${step * 6} h passed, ${left} parcels on their way   \r`);
}

function print({ step, arrived, of, seconds, differences }: Line): void {
  process.stdout.write(
    `${differences.length === 0 ? '✓' : '✗'} ${step.padEnd(18)} ${arrived} of ${of}  ${seconds.toFixed(1)} s\n`,
  );
  for (const difference of differences.slice(0, 20)) process.stdout.write(`    ${difference}\n`);
}

journey().then(
  (lines) => {
    if (values.json) process.stdout.write(`${JSON.stringify(lines)}\n`);
    process.exit(lines.every(({ differences }) => differences.length === 0) ? 0 : 1);
  },
  (error: unknown) => {
    process.stderr.write(`journey: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
