import type { Scene } from '../../../src/conformance/cases.js';
import { callCells } from './calls.js';
import { caseCells } from './cases.js';
import type { Cells } from './cell.js';
import { channelCells } from './channel.js';
import { featureCells } from './features.js';
import { listCells } from './lists.js';
import { orderCells } from './orders.js';
import { pushCells } from './pushes.js';

export const cells: Cells<Scene> = {
  ...callCells,
  ...orderCells,
  ...listCells,
  ...caseCells,
  ...pushCells,
  ...channelCells,
  ...featureCells,
};
