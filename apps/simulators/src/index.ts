export { buildApp } from './app.js';
export { loadConfig, type Config } from './config.js';
export { World } from './world.js';
