import type { ApiBodyOptions } from '@nestjs/swagger';

const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

/** What order-sync takes about mappings, for the API reference; it checks it. docs/mapping.md tells what a document is. */
export const mappingBodies = {
  draft: body({ document: { format: 1, name: 'Private mall', connection: {}, sources: {}, order: {} } }),
  preview: body({ subject: 'order', payload: '{"orderNo":4714323456789012345}', document: 'draft' }),
  dryRun: body({ last: 100, document: 'draft' }),
  publish: body({ note: 'The mall has a second name for the amount paid' }),
  rollback: body({ version: 3, note: 'Version 4 lost the parcels' }),
} as const;
