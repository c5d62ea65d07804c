import { platformFeatures, type ApplicationField, type PlatformManifest } from '../application/ports.js';
import { limitSettings } from '../application/check-application.js';
import type { Answer } from './answer.js';
import { manifestOf, manifests } from './platforms.js';
import { textTable } from './table.js';
import { PROGRAM } from './usage.js';
import { callLimits, listLimits, needOf, reachOf, renewalOf, spanOf } from './words.js';

/** Platform by platform, what it can do. */
export function list(): Answer {
  const rows = platformFeatures.map((feature) => [
    feature,
    ...manifests.map(({ features }) => (features.includes(feature) ? 'yes' : '–')),
  ]);
  return {
    json: manifests.map(({ id, zh, en, features, notSupported }) => ({ id, zh, en, features, notSupported })),
    lines: [
      ...textTable(['', ...manifests.map(({ id }) => id)], rows),
      '',
      `why not: ${PROGRAM}show <platform>`,
    ],
  };
}

/** One platform with everything its manifest says. */
export function show(id: string): Answer {
  const manifest = manifestOf(id);
  const limits = listLimits(manifest);
  return { json: { ...manifest, lists: limits }, lines: linesOf(manifest, limits) };
}

function linesOf(manifest: PlatformManifest, limits: ReturnType<typeof listLimits>): readonly string[] {
  const { id, zh, en, credentials, settings, hosts, features, notSupported } = manifest;
  return [
    `${id}  ${zh}  ${en}`,
    '',
    ...section('credentials, kept sealed and never shown again', fieldRows(credentials)),
    ...section('settings', fieldRows([...settings, ...limitSettings])),
    ...section('hosts', Object.entries(hosts)),
    ...section(
      'lists: the longest window of one question, and how far back it may begin',
      limits.map(({ list: name, maxSpanMs, maxAgeMs }) => [name, spanOf(maxSpanMs), reachOf(maxAgeMs)]),
    ),
    `a poll stays ${spanOf(manifest.lagMs)} behind now${pollEvery(manifest)}`,
    `a token is renewed ${renewalOf(manifest)}`,
    ...callLimits(manifest).map((limit) => `at most ${limit}`),
    `has: ${features.join(', ')}`,
    ...section('not supported', Object.entries(notSupported)),
  ];
}

const pollEvery = ({ pollEveryMs }: PlatformManifest): string =>
  pollEveryMs === undefined ? '' : `; not oftener than every ${spanOf(pollEveryMs)}`;

type Rows = readonly (readonly string[])[];

const fieldRows = (fields: readonly ApplicationField[]): Rows =>
  fields.map((field) => [field.name, needOf(field), field.zh, field.en]);

/** A heading and its rows; nothing where there are none. */
function section(heading: string, rows: Rows): readonly string[] {
  const [first] = rows;
  if (!first) return [];
  const [, ...lines] = textTable(
    first.map(() => ''),
    rows,
  );
  return [heading, ...lines.map((line) => `  ${line}`)];
}
