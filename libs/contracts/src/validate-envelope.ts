import { envelopeSchema } from './envelope.js';
import { compileLazily } from './schema.js';

/** Undefined when the value is an envelope; says nothing about its `data`. */
export const validateEnvelope = compileLazily(() => envelopeSchema);
