import { Advice, messageOf } from './advice.js';
import { down, reset } from './down.js';
import { dumpTopic } from './feed.js';
import { printStatus } from './health.js';
import { bootstrap, describeStack, launchOne, type Stack } from './stack.js';
import { readSettings } from './settings.js';
import { servers, start, up } from './start.js';
import { Steps } from './steps.js';
import { migrate } from './databases.js';
import { runTests } from './test-run.js';
import { createTopics } from './topics.js';

type Command = (stack: Stack, args: readonly string[]) => Promise<unknown>;

const commands: Readonly<Record<string, Command>> = {
  start,
  up,
  servers,
  down,
  reset,
  status: async (stack) => ((await printStatus(stack)) ? 0 : 1),
  bootstrap: (stack) => bootstrap(stack, new Steps()),
  migrate: ({ surroundings }) => migrate(surroundings),
  topics: async ({ surroundings }) => {
    console.log(`${await createTopics(surroundings.brokers, surroundings.topicPrefix)} topics created`);
  },
  launch: (stack, [name = '']) => launchOne(stack, name),
  consume: async ({ surroundings }, [topic = '']) => {
    await dumpTopic(surroundings.brokers, topic);
  },
};

/** One command of the launcher; a failure is one line and a code other than 0. */
export async function main(args: readonly string[]): Promise<void> {
  const [name = 'start', ...rest] = args;
  try {
    if (name === 'test') {
      process.exit(await runTests(rest));
    }
    const command = commands[name];
    if (command === undefined)
      throw new Advice(`unknown command "${name}": one of ${Object.keys(commands).join(', ')}`);
    const code = await command(describeStack(readSettings(process.env)), rest);
    if (name !== 'consume') process.exit(typeof code === 'number' ? code : 0);
  } catch (error) {
    const why =
      error instanceof Advice ? error.message : (error instanceof Error && error.stack) || messageOf(error);
    console.error(`\ncartrail: ${why}`);
    process.exit(1);
  }
}

if (process.argv[1]?.endsWith('dist/main.js')) await main(process.argv.slice(2));
