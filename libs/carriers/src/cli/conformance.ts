import { applies, conformanceCases } from '../conformance/applicability.js';
import type { CarrierFeature, CarrierManifest } from '../manifest.js';
import { carrierFactories } from '../registry.js';
import type { Answer } from './answer.js';
import { providerOf } from './provider.js';
import { textTable } from './table.js';

interface Cell {
  readonly feature: CarrierFeature;
  readonly guarantee: string;
  readonly outcome: 'pass' | 'n/a';
  readonly why?: string;
}

/** What the suite asks of a provider. A unit run fails where a cell that says `pass` does not. */
export const cellsOf = (manifest: CarrierManifest): readonly Cell[] =>
  conformanceCases.map((each) => {
    const { feature, guarantee } = each;
    const answer = applies(manifest, each);
    return answer === true
      ? { feature, guarantee, outcome: 'pass' }
      : { feature, guarantee, outcome: 'n/a', why: answer };
  });

/** Case by case, who has to pass it. */
export function matrix(): { readonly providers: readonly string[]; readonly rows: readonly string[][] } {
  const manifests = [...carrierFactories.values()].map(({ manifest }) => manifest);
  const columns = manifests.map(cellsOf);
  return {
    providers: manifests.map(({ provider }) => provider),
    rows: conformanceCases.map(({ feature, guarantee }, at) => [
      feature,
      guarantee,
      ...columns.map((cells) => (cells[at]?.outcome === 'pass' ? 'pass' : '–')),
    ]),
  };
}

/** The whole table, or one provider's column with the reasons. */
export function conformance(provider?: string): Answer {
  if (provider !== undefined) {
    const cells = cellsOf(providerOf(provider).manifest);
    return {
      json: { provider, cells },
      lines: textTable(
        ['outcome', 'feature', 'guarantee', 'why not'],
        cells.map(({ outcome, feature, guarantee, why = '' }) => [outcome, feature, guarantee, why]),
      ),
    };
  }
  const { providers, rows } = matrix();
  const table = textTable(['feature', 'guarantee', ...providers], rows);
  return {
    json: [...carrierFactories.values()].map(({ manifest }) => ({
      provider: manifest.provider,
      cells: cellsOf(manifest),
    })),
    lines: [...table, '', 'why not: npm run carriers -- conformance <provider>'],
  };
}
