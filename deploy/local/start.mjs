// Runs on whatever Node there is, before anything is installed: checks, installs, builds, then hands over.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const args = process.argv.slice(2);
const command = args[0] ?? 'start';

const fail = (message) => {
  console.error(`cartrail: ${message}`);
  process.exit(1);
};

const isAtLeast = (version, wanted) => {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  for (const [index, least] of wanted.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
};

const versionFrom = (program, flag, pattern) => {
  const result = spawnSync(program, [flag], { encoding: 'utf8' });
  return result.error ? undefined : (pattern.exec(`${result.stdout}${result.stderr}`)?.[1] ?? '0');
};

const requireTool = (name, version, wanted, how) => {
  const least = wanted.join('.');
  if (version === undefined) fail(`${name} is missing: install ${name} ${least} or newer (${how})`);
  if (!isAtLeast(version, wanted))
    fail(`${name} ${version} is too old: install ${name} ${least} or newer (${how})`);
};

const checkTools = () => {
  requireTool('Node', process.versions.node, [20, 19], 'https://nodejs.org');
  if (process.env.KAFKA_BROKERS) return; // Java and Maven are only there for the embedded Kafka
  const java = versionFrom('java', '-version', /version "([\d.]+)/);
  requireTool('Java', java, [17], 'Debian: apt-get install openjdk-17-jre-headless');
  const maven = versionFrom('mvn', '-v', /Apache Maven ([\d.]+)/);
  requireTool('Maven', maven, [3, 8], 'Debian: apt-get install maven');
};

const step = (title, program, programArgs) => {
  const from = Date.now();
  console.log(`  ${title} …`);
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  const result = spawnSync(program, programArgs, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    if (result.signal) process.exit(130);
    fail(`"${program} ${programArgs.join(' ')}" failed: read the lines above, then start again`);
  }
  console.log(`  ${title.padEnd(52)} ${((Date.now() - from) / 1000).toFixed(1).padStart(5)} s`);
};

/** npm writes this file last, so an installation that was cut off is repeated. */
const installed = join(root, 'node_modules/.package-lock.json');
const needsInstall = () =>
  !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;

if (!['down', 'status', 'reset'].includes(command)) {
  checkTools();
  if (needsInstall()) {
    rmSync(installed, { force: true });
    step('dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
  }
  step('build', join(root, 'node_modules/.bin/turbo'), [
    'run',
    'build',
    '--output-logs=errors-only',
    '--no-update-notifier',
  ]);
}
if (!existsSync(join(root, 'deploy/local/dist/main.js')))
  fail('nothing was built yet: run "npm start" first');
const { main } = await import('./dist/main.js');
await main(args);
