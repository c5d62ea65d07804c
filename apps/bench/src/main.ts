import { Bench } from './bench.js';
import { carrierLibrary } from './measures/carriers.js';
import { pushesToEvents } from './measures/g1-pushes.js';
import { eventsToState } from './measures/g2-consumers.js';
import { relayDrain } from './measures/g3-relay.js';
import { caseReads } from './measures/g4-reads.js';
import { returnsToRefund } from './measures/g5-returns.js';
import { pushToSubscriber } from './measures/g7-latency.js';
import { signOffUploads } from './measures/g10-uploads.js';
import { orderSync } from './measures/order-sync/order-sync.js';
import { type MeasureName, type Options, readOptions } from './options.js';
import { outcomeText, settingsText, toJson } from './report.js';
import { type Outcome } from './rounds.js';
import { OwnStack } from './stack/own-stack.js';

type StackMeasure = Exclude<MeasureName, 'carriers'>;

/** The quiet ones first; those that leave the most behind last. */
const ORDER: readonly StackMeasure[] = ['G3', 'G4', 'G7', 'G10', 'G1', 'G2', 'G5', 'order-sync'];

function measure(name: StackMeasure, bench: Bench, { seconds, quick }: Options, say: Say): Promise<Outcome> {
  switch (name) {
    case 'G1':
      return pushesToEvents(bench);
    case 'G2':
      return eventsToState(bench);
    case 'G3':
      return relayDrain(bench);
    case 'G4':
      return caseReads(bench);
    case 'G5':
      return returnsToRefund(bench);
    case 'G7':
      return pushToSubscriber(bench, seconds);
    case 'G10':
      return signOffUploads(bench);
    case 'order-sync':
      return orderSync(bench, seconds, quick, say);
  }
}

type CleanUp = Set<() => Promise<void>>;
type Tell = (outcome: Outcome) => void;
type Say = (text: string) => void;

async function onStack(options: Options, cleanUp: CleanUp, tell: Tell, say: Say): Promise<void> {
  const stack = await OwnStack.start((stop) => cleanUp.add(stop));
  cleanUp.clear();
  cleanUp.add(() => stack.stop());
  const bench = await Bench.open(stack, options.seconds);
  for (const name of ORDER.filter((each) => options.only.includes(each))) {
    tell(await measure(name, bench, options, say));
  }
  await bench.close();
}

async function run(options: Options, cleanUp: CleanUp): Promise<readonly Outcome[]> {
  const say: Say = (text) => {
    if (!options.json) console.log(text);
  };
  const outcomes: Outcome[] = [];
  const tell: Tell = (outcome) => {
    outcomes.push(outcome);
    say(`\n${outcomeText(outcome)}`);
  };
  say(settingsText(options));
  if (options.only.includes('carriers')) {
    tell(await carrierLibrary(options.seconds, (stop) => cleanUp.add(stop)));
    cleanUp.clear();
  }
  if (ORDER.some((name) => options.only.includes(name))) {
    say('starting a stack …');
    await onStack(options, cleanUp, tell, say);
  }
  return outcomes;
}

/** Whatever happens, no process of the stack stays behind. */
async function main(): Promise<number> {
  const cleanUp: CleanUp = new Set();
  const stop = async (): Promise<void> => {
    for (const each of [...cleanUp]) {
      cleanUp.delete(each);
      await each();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
  try {
    const options = readOptions(process.argv.slice(2));
    const outcomes = await run(options, cleanUp);
    if (options.json) console.log(toJson(outcomes));
    return 0;
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await stop();
  }
}

process.exit(await main());
