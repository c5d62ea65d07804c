import { audit, isClean, type Evidence, type Findings, type Message } from './audit.js';

const kinds = ['lost', 'doubled', 'reordered', 'phantom'] as const;

/** Plants one of each into sound evidence; answers the kinds the audit did not report, or reported unasked. */
export function selfTest(): readonly string[] {
  const failures = isClean(audit(sound)) ? [] : ['sound evidence'];
  for (const kind of kinds) {
    const found = audit(planted[kind]);
    if (found[kind].length === 0) failures.push(kind);
    for (const other of kinds) {
      if (other !== kind && found[other].length > 0) failures.push(`${other} instead of ${kind}`);
    }
  }
  const all: Findings = audit({
    offered: sound.offered,
    kept: { database: [...planted.doubled.kept['database'], { key: 'X', fact: 'registered' }] },
    messages: [message('A', 2, 'scan 1'), message('A', 1, 'registered')],
  });
  for (const kind of kinds) if (all[kind].length === 0) failures.push(`${kind} among the others`);
  return failures;
}

function message(key: string, sequence: number, fact: string): Message {
  return { id: `${key}/${sequence}`, source: `/t/waybill/${key}`, sequence, key, fact };
}

const rows = [
  { key: 'A', fact: 'registered' },
  { key: 'A', fact: 'scan 1' },
  { key: 'B', fact: 'registered' },
];

const registeredA = message('A', 1, 'registered');
const scannedA = message('A', 2, 'scan 1');
const registeredB = message('B', 1, 'registered');

type Planted = Evidence & { readonly kept: { readonly database: readonly { key: string; fact: string }[] } };

const sound: Planted = {
  offered: [
    { key: 'A', facts: ['registered'] },
    { key: 'B', facts: ['registered'] },
    { key: 'A', facts: ['scan 1'] },
  ],
  kept: { database: rows },
  // A relay that died between sending and committing repeats itself: no finding.
  messages: [registeredA, scannedA, registeredA, scannedA, registeredB],
};

const planted: Readonly<Record<(typeof kinds)[number], Planted>> = {
  lost: { ...sound, messages: [registeredA, scannedA] },
  doubled: { ...sound, kept: { database: [...rows, { key: 'B', fact: 'registered' }] } },
  reordered: { ...sound, messages: [scannedA, registeredA, registeredB] },
  phantom: { ...sound, kept: { database: [...rows, { key: 'C', fact: 'registered' }] } },
};
