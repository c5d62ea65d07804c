export * from './catalogue.js';
export * from './errors.js';
export * from './http.js';
export * from './manifest.js';
export * from './port.js';
export * from './registry.js';
export * from './report.js';
export * from './status.js';
