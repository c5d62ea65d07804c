import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@cartrail/contracts';
import { type Demo, writeDemoShell } from './demo-file.js';
import { call } from './http.js';
import { urlOf } from './services.js';
import type { Stack } from './stack.js';

/** What somebody needs to try the system, in one block. */
export async function printReady({ settings, surroundings }: Stack, demo: Demo, took: string): Promise<void> {
  const gateway = urlOf(surroundings.ports, 'gateway');
  const simulators = urlOf(surroundings.ports, 'simulators');
  writeDemoShell(settings.data, demo, { gateway, simulators });
  const broker = surroundings.brokers[0] ?? '';
  const topic = surroundings.topicPrefix + topics.waybillEvents.name;
  const support = demo.keys.support ?? '';
  const caseId = await firstCase(gateway, support);
  const lines = [
    '',
    `Cartrail is ready (${took.trim()}).`,
    '',
    `  gateway        ${gateway}`,
    `  API reference  ${gateway}/docs`,
    `  simulators     ${simulators}/control`,
    `  broker         ${broker}`,
    '',
    ...Object.entries(demo.keys).map(([role, key]) => `  key ${role.padEnd(11)}${key}`),
    '',
    '  one case       ' + `curl -s -H 'Authorization: Bearer ${support}' ${gateway}/v1/cases${caseId}`,
    '  the events     ' + `kcat -b ${broker} -t ${topic} -o -10 -u -C`,
    `                 node deploy/local/dist/main.js consume ${topic}`,
    `  for a shell    . ${relative(process.cwd(), join(settings.data, 'demo.env'))}   (addresses and keys, as in the README)`,
    '',
  ];
  console.log(lines.join('\n'));
}

/** The live flow's first order is there within seconds; without one the list is as good a start. */
async function firstCase(gateway: string, key: string): Promise<string> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const { body } = await call({ method: 'GET', url: `${gateway}/v1/cases?limit=1`, key });
    const found = body.data as { caseId: string }[] | undefined;
    if (found?.[0] !== undefined) return `/${found[0].caseId}`;
    await pause(500);
  }
  return '';
}
