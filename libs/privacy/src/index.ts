export * from './field-cipher.js';
export * from './masks.js';
export * from './sealed-credentials.js';
export * from './search-index.js';
