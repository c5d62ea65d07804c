import { codeSystems, type CarrierRow, type CodeSystem } from './carrier-row.js';
import { carrierTable } from './carrier-table.js';

const [head = '', ...lines] = carrierTable.trim().split('\n');
const columns = cells(head);

function cells(line: string): readonly string[] {
  return line.split('|').map((cell) => cell.trim());
}

const words = (cell: string): readonly string[] => cell.split(' ').filter((word) => word !== '');

const isSystem = (name: string): name is CodeSystem => codeSystems.some((system) => system === name);

function toRow(line: string): CarrierRow {
  const values = cells(line);
  const cell = (column: string): string => values[columns.indexOf(column)] ?? '';
  const codes = codeSystems.flatMap((system) => (cell(system) === '' ? [] : [[system, cell(system)]]));
  return {
    code: cell('code'),
    zh: cell('zh'),
    ...(cell('en') === '' ? {} : { en: cell('en') }),
    codes: Object.fromEntries(codes) as CarrierRow['codes'],
    aliases: words(cell('also')).flatMap((word) => {
      const [system = '', code = ''] = word.split(':');
      return isSystem(system) ? [{ system, code }] : [];
    }),
    needsPhoneTail: cell('phone') === 'tail',
    sources: words(cell('source')),
  };
}

export const carrierRows: readonly CarrierRow[] = lines.map(toRow);
