import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conformanceCases } from '../../src/conformance/cases.js';
import { matrixOf, promised, type CellResult } from '../../src/conformance/matrix.js';
import { textTable } from '../../src/cli/table.js';
import { connectors } from '../../src/outbound/platforms/registry.js';
import { Bench } from './bench.js';
import { subjects } from './subjects/all.js';

it('leaves no platform out', () => {
  expect(subjects.map(({ id }) => id)).toEqual([...connectors.map(({ manifest }) => manifest.id), 'mapped']);
});

describe('the connectors against their simulators, over real HTTP', () => {
  const columns = new Map<string, readonly CellResult[]>();
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start(subjects);
  });
  afterAll(async () => {
    await bench.stop();
    const ran = subjects.flatMap(({ id }) => {
      const column = columns.get(id);
      return column ? [[id, column] as const] : [];
    });
    const { head, rows, reasons } = matrixOf(new Map(ran));
    process.stdout.write([...textTable(head, rows), '', ...reasons, ''].join('\n'));
  });

  it.each(subjects)('$id keeps every guarantee that is asked of it', async (subject) => {
    const results = await bench.run(subject);
    columns.set(subject.id, results);
    const failed = results.filter(({ outcome }) => outcome === 'FAIL');
    expect(
      failed.map(({ scene, why = '' }) => `${scene}: ${conformanceCases[scene].guarantee}: ${why}`),
    ).toEqual([]);
    expect(results).toEqual(promised(subject.connector.manifest));
  });
});
